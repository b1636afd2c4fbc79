using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes what an entry point does: the calls of its kernels, those of a scan once for every step.</summary>
/// <param name="compile">Writes the kernel of a unit.</param>
internal sealed class StepWriter(SourceWriter writer, FormPlan form, Func<Unit, Kernel> compile, KernelLibrary kernels)
{
    private readonly Dictionary<Unit, (string Name, Kernel Kernel)> written = [];

    /// <param name="isTrace">Whether to look at every result and to return the name of the first that is not finite.</param>
    public void Write(IReadOnlyCollection<Step> steps, Purpose purpose, bool isTrace = false)
    {
        var units = steps.SelectMany(step => step.Kernels).Select(kernel => kernel.Unit).ToList();
        if (units.SelectMany(unit => unit.Tensors).Any(tensor => tensor.Role == TensorRole.Constant))
        {
            writer.Line("ref float constants = ref Constants.Reference;");
        }

        foreach (var stream in units.SelectMany(unit => KernelOf(unit).Kernel.Streams).Distinct())
        {
            writer.Line($"(uint key{Literal.Of(stream)}a, uint key{Literal.Of(stream)}b) = Random_.Key(seed, step, {Literal.Of(stream)}u);");
        }

        foreach (var step in steps)
        {
            Write(step, purpose);
            if (isTrace)
            {
                foreach (var output in step.Kernels.Select(kernel => kernel.Unit.Last.Output).Distinct())
                {
                    writer.Line($"if (!Lanes_.AreFinite({Reference(output, purpose)}, {Literal.Of(form.Placements[output].Length)})) return \"{output.Name.Split('.')[0]}\";");
                }
            }
        }
    }

    private void Write(Step step, Purpose purpose)
    {
        switch (step)
        {
            case KernelStep kernel:
                writer.Line(Call(kernel.Unit, purpose));
                break;
            case ScanStep { Scan: var scan } group:
                var (time, extent) = (scan.Time.Name, Literal.Of(scan.Time.Extent));
                writer.Open(scan.IsReversed ? $"for ({VectorSyntax.Int} {time} = {extent} - 1; {time} >= 0; {time}--)" : $"for ({VectorSyntax.Int} {time} = 0; {time} < {extent}; {time}++)");
                foreach (var kernel in group.Steps)
                {
                    Write(kernel, purpose);
                }

                writer.Close();
                break;
            case ClearStep { Tensor: var tensor }:
                writer.Line($"Lanes_.Clear({Reference(tensor, purpose)}, {Literal.Of(form.Placements[tensor].Length)});");
                break;
            case TransposeStep transpose:
                writer.Line($"Lanes_.Transpose({Reference(transpose.Source, purpose)}, {Reference(transpose.Destination, purpose, isBlock: true)}, {Literal.Of(transpose.Source.Size)}, {Literal.Of(VectorTarget.BlockExamples)}, {Literal.Of(transpose.Row)});");
                break;
            case CopyStep copy:
                writer.Line($"Lanes_.Copy({Reference(copy.Source, purpose)}, {Reference(copy.Destination, purpose, isBlock: true)}, {Literal.Of(copy.Source.Size * VectorTarget.BlockExamples)});");
                break;
        }
    }

    /// <summary>The kernel of a unit, written once for all purposes.</summary>
    private (string Name, Kernel Kernel) KernelOf(Unit unit)
    {
        if (!written.TryGetValue(unit, out var known))
        {
            var kernel = compile(unit);
            written[unit] = known = (kernels.Add(kernel, unit), kernel);
        }

        return known;
    }

    private string Call(Unit unit, Purpose purpose)
    {
        var (name, kernel) = KernelOf(unit);
        var arguments = kernel.Tensors.Select(tensor => Reference(tensor, purpose))
            .Concat(kernel.Streams.Select(stream => $"key{Literal.Of(stream)}a, key{Literal.Of(stream)}b"))
            .Concat(kernel.Streams.Count > 0 ? ["firstExample"] : Array.Empty<string>())
            .Concat(kernel.TakesBlocks ? ["blocks"] : Array.Empty<string>())
            .Concat(kernel.Time is { } time ? [time.Name] : Array.Empty<string>())
            .Concat(kernel.TakesAccumulate ? ["accumulate"] : Array.Empty<string>());
        return $"{name}({string.Join(", ", arguments)});";
    }

    private string Reference(Tensor tensor, Purpose purpose, bool isBlock = false)
    {
        var location = form.LocationOf(purpose, tensor);
        var memory = location.Memory switch
        {
            Memory.Workspace => "workspace",
            Memory.Parameters => "parameters",
            Memory.Gradients => "gradients",
            Memory.Sequence => "sequence",
            _ => "constants",
        };
        var offset = isBlock ? $"{Literal.Of(location.Offset)} + (block * {Literal.Of(location.BlockStride)})" : Literal.Of(location.Offset);
        return offset == "0" ? $"ref {memory}" : $"ref {VectorSyntax.Unsafe}.Add(ref {memory}, {offset})";
    }
}
