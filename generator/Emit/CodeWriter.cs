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
    private readonly Dictionary<(bool IsBatch, Unit Unit), (string Name, Kernel Kernel)> written = [];

    private CodeWriter(NetworkPlan plan, VectorTarget target)
    {
        this.plan = plan;
        this.target = target;
        builder = new ProgramBuilder(plan.NextId);
    }

    public static string NameOf(VectorTarget target) => $"Vector{Literal.Of(target.Bits)}Code";

    public static string Write(NetworkPlan plan, VectorTarget target, CancellationToken cancellation)
        => new CodeWriter(plan, target).Write(cancellation);

    private string Write(CancellationToken cancellation)
    {
        var entries = new SourceWriter();
        foreach (var form in new[] { plan.Batch, plan.Single })
        {
            foreach (var program in form.Programs)
            {
                cancellation.ThrowIfCancellationRequested();
                WriteEntry(entries, form, program);
            }
        }

        var writer = new SourceWriter();
        SourceFile.Begin(writer, plan.Model.Type);
        writer.Line($"// Vectors of {Literal.Of(target.Bits)} bits: {Literal.Of(target.Lanes)} floats. In blocks, lanes are examples; for one example, lanes are features.");
        writer.Open($"private readonly struct {NameOf(target)} : global::StaticNets.CompilerServices.ICompiledCode");
        writer.Append(entries.ToString());
        kernels.Write(writer);
        writer.Close();
        SourceFile.End(writer, plan.Model.Type);
        return writer.ToString();
    }

    private void WriteEntry(SourceWriter writer, FormPlan form, ProgramPlan program)
    {
        var unit = form.IsBatch ? "Block" : "One";
        writer.Line();
        if (program.Purpose != Purpose.Train)
        {
            writer.Open($"public static void {program.Purpose}{unit}(ref float workspace, ref float parameters)");
        }
        else
        {
            var block = form.IsBatch ? "int block, " : "";
            writer.Open($"public static void Train{unit}(ref float workspace, ref float parameters, ref float gradients, {block}bool accumulate, ulong seed, long step, uint firstExample)");
        }

        WriteSteps(writer, form, program, program.BlockSteps);
        writer.Close();
        if (!form.IsBatch && program.Purpose == Purpose.Evaluate)
        {
            writer.Line();
            writer.Open("public static string? TraceOne(ref float workspace, ref float parameters)");
            WriteSteps(writer, form, program, program.BlockSteps, isTrace: true);
            writer.Line("return null;");
            writer.Close();
        }

        if (form.IsBatch && program.Purpose == Purpose.Train)
        {
            writer.Line();
            writer.Open("public static void TrainChunk(ref float workspace, ref float gradients, int blocks, bool accumulate)");
            WriteSteps(writer, form, program, program.ChunkSteps);
            writer.Close();
        }
    }

    private void WriteSteps(SourceWriter writer, FormPlan form, ProgramPlan program, IEnumerable<Step> steps, bool isTrace = false)
    {
        if (program.BlockSteps.SelectMany(step => step is KernelStep { Unit: var unit } ? unit.Loops : []).SelectMany(loop => loop.Reads.Select(read => read.Tensor)).Any(tensor => tensor.Role == TensorRole.Constant))
        {
            writer.Line("ref var constants = ref Constants.Reference;");
        }

        var keys = new HashSet<int>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case KernelStep { Unit: var unit }:
                    var (name, kernel) = KernelOf(form, unit);
                    foreach (var stream in kernel.Streams.Where(keys.Add))
                    {
                        writer.Line($"var (key{Literal.Of(stream)}a, key{Literal.Of(stream)}b) = Random_.Key(seed, step, {Literal.Of(stream)}u);");
                    }

                    writer.Line(Call(name, kernel, form, program.Purpose));
                    if (isTrace)
                    {
                        var output = unit.Last.Output;
                        writer.Line($"if (!Lanes_.AreFinite({Reference(form, program.Purpose, output)}, {Literal.Of(form.Placements[output].Length)})) return \"{output.Name.Split('.')[0]}\";");
                    }

                    break;
                case TransposeStep transpose:
                    writer.Line($"Lanes_.Transpose({Reference(form, program.Purpose, transpose.Source)}, {Reference(form, program.Purpose, transpose.Destination, isBlock: true)}, {Literal.Of(transpose.Source.Size)}, {Literal.Of(VectorTarget.BlockExamples)}, {Literal.Of(transpose.Row)});");
                    break;
                case CopyStep copy:
                    writer.Line($"Lanes_.Copy({Reference(form, program.Purpose, copy.Source)}, {Reference(form, program.Purpose, copy.Destination, isBlock: true)}, {Literal.Of(copy.Source.Size * VectorTarget.BlockExamples)});");
                    break;
            }
        }
    }

    /// <summary>The kernel of a unit, written once for all purposes.</summary>
    private (string Name, Kernel Kernel) KernelOf(FormPlan form, Unit unit)
    {
        if (!written.TryGetValue((form.IsBatch, unit), out var known))
        {
            var kernel = new KernelWriter(form, target, builder).Write(unit);
            written[(form.IsBatch, unit)] = known = (kernels.Add(kernel, unit), kernel);
        }

        return known;
    }

    private static string Call(string name, Kernel kernel, FormPlan form, Purpose purpose)
    {
        var arguments = kernel.Tensors.Select(tensor => Reference(form, purpose, tensor))
            .Concat(kernel.Streams.Select(stream => $"key{Literal.Of(stream)}a, key{Literal.Of(stream)}b"))
            .Concat(kernel.Streams.Count > 0 ? ["firstExample"] : Array.Empty<string>())
            .Concat(kernel.TakesBlocks ? ["blocks"] : Array.Empty<string>())
            .Concat(kernel.TakesAccumulate ? ["accumulate"] : Array.Empty<string>());
        return $"{name}({string.Join(", ", arguments)});";
    }

    private static string Reference(FormPlan form, Purpose purpose, Tensor tensor, bool isBlock = false)
    {
        var location = form.LocationOf(purpose, tensor);
        var memory = location.Memory switch
        {
            Memory.Workspace => "workspace",
            Memory.Parameters => "parameters",
            Memory.Gradients => "gradients",
            _ => "constants",
        };
        var offset = isBlock ? $"{Literal.Of(location.Offset)} + (block * {Literal.Of(location.BlockStride)})" : Literal.Of(location.Offset);
        return offset == "0" ? $"ref {memory}" : $"ref {VectorSyntax.Unsafe}.Add(ref {memory}, {offset})";
    }
}
