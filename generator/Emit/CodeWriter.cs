using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the code of one vector width: the kernels and the lists of their calls.</summary>
internal sealed class CodeWriter
{
    private readonly NetworkPlan plan;
    private readonly VectorTarget target;
    private readonly ProgramBuilder builder;
    private readonly KernelLibrary kernels = new();
    private readonly CancellationToken cancellation;

    private CodeWriter(NetworkPlan plan, VectorTarget target, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        this.plan = plan;
        this.target = target;
        builder = new ProgramBuilder(plan.NextId);
    }

    public static string Write(NetworkPlan plan, VectorTarget target, CancellationToken cancellation)
        => new CodeWriter(plan, target, cancellation).Write();

    private string Write()
    {
        var writer = new SourceWriter();
        SourceFile.Begin(writer, plan.Model.Type);
        writer.Line($"// Vectors of {Literal.Of(target.Bits)} bits: {Literal.Of(target.Lanes)} floats. In blocks, lanes are examples; for one example, lanes are features.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"private readonly struct {EmittedNames.CodeOf(target)} : global::StaticNets.CompilerServices.{(plan.Encode is not null ? "IEncodingCode" : plan.Step is not null ? "ISteppedCode" : "ICompiledCode")}");
        foreach (var form in new[] { plan.Batch, plan.Single })
        {
            var steps = Steps(writer, form);
            foreach (var program in form.Programs)
            {
                WriteEntry(writer, steps, form.IsBatch, program);
            }
        }

        foreach (var (name, form) in new[] { ("StepOne", plan.Step), ("EncodeOne", plan.Encode) })
        {
            if (form is not null)
            {
                writer.Line();
                writer.Open($"public static void {name}(ref float workspace, ref float parameters, ref float sequence)");
                Steps(writer, form).Write(form.Programs[0].BlockSteps, Purpose.Infer);
                writer.Close();
            }
        }

        kernels.Write(writer);
        writer.Close();
        SourceFile.End(writer, plan.Model.Type);
        return writer.ToString();
    }

    private static void WriteEntry(SourceWriter writer, StepWriter steps, bool isBatch, ProgramPlan program)
    {
        var unit = isBatch ? "Block" : "One";
        writer.Line();
        if (program.Purpose != Purpose.Train)
        {
            writer.Open($"public static void {program.Purpose}{unit}(ref float workspace, ref float parameters)");
        }
        else
        {
            var block = isBatch ? "int block, " : "";
            writer.Open($"public static void Train{unit}(ref float workspace, ref float parameters, ref float gradients, {block}bool accumulate, ulong seed, long step, uint firstExample)");
        }

        steps.Write(program.BlockSteps, program.Purpose);
        writer.Close();
        if (!isBatch && program.Purpose == Purpose.Evaluate)
        {
            writer.Line();
            writer.Open("public static string? TraceOne(ref float workspace, ref float parameters)");
            steps.Write(program.BlockSteps, program.Purpose, isTrace: true);
            writer.Line("return null;");
            writer.Close();
        }

        if (isBatch && program.Purpose == Purpose.Train)
        {
            writer.Line();
            writer.Open("public static void TrainChunk(ref float workspace, ref float gradients, int blocks, bool accumulate)");
            steps.Write(program.ChunkSteps, program.Purpose);
            writer.Close();
        }
    }

    private StepWriter Steps(SourceWriter writer, FormPlan form) => new(writer, form, unit => new KernelWriter(form, target, builder, cancellation).Write(unit), kernels);
}
