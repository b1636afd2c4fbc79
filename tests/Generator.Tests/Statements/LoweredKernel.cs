using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>A kernel on its way to C#.</summary>
/// <param name="Pass">The pass that it has just come through; null before the first.</param>
internal sealed record LoweredKernel(NetworkPlan Plan, FormPlan Form, VectorTarget Target, Unit Unit, KernelPass? Pass, Kernel Kernel)
{
    public KernelProperties Properties => KernelPasses.After(Pass);

    /// <summary>A network's code, and all kernels of all purposes and forms as lowered and after every pass.</summary>
    public static (LoweredCode Code, List<LoweredKernel> Stages) Of(NetworkPlan plan, VectorTarget target)
    {
        var stages = new List<LoweredKernel>();
        var code = CodeLowering.Lower(plan, target, default, (form, unit, _, pass, kernel) => stages.Add(new(plan, form, target, unit, pass, kernel)));
        return (code, stages);
    }

    public LoweredKernel With(EquatableArray<Statement> body) => this with { Kernel = Kernel with { Body = body } };

    public IReadOnlyList<string> Faults() => StatementVerifier.Faults(Kernel, Unit.Last.Output, LengthOf, Target.Lanes, Properties);

    public int LengthOf(Tensor tensor) => Form.Placements[tensor].Length;

    public override string ToString()
        => $"{Unit.Last.Output.Name} at {Target.Bits} bits, {(Form.IsBatch ? "batch" : "single")}, after {Pass?.Name ?? "lowering"}";
}
