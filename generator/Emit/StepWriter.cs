using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes what an entry point does: the calls of its kernels, those of a scan once for every step.</summary>
internal sealed class StepWriter(SourceWriter writer, FormPlan form, Purpose purpose, VectorTarget target, ProgramBuilder builder, KernelLibrary kernels)
{
    /// <param name="isTrace">Whether to look at every result and to return the name of the first that is not finite.</param>
    public void Write(IEnumerable<Step> steps, bool isTrace = false)
    {
        var compiled = steps.SelectMany(step => step.Kernels).ToDictionary(kernel => kernel, kernel => new KernelWriter(form, target, builder).Write(kernel.Unit));
        if (compiled.Keys.SelectMany(kernel => kernel.Unit.Tensors).Any(tensor => tensor.Role == TensorRole.Constant))
        {
            writer.Line("ref var constants = ref Constants.Reference;");
        }

        foreach (var stream in compiled.Values.SelectMany(kernel => kernel.Streams).Distinct())
        {
            writer.Line($"var (key{Literal.Of(stream)}a, key{Literal.Of(stream)}b) = Random_.Key(seed, step, {Literal.Of(stream)}u);");
        }

        foreach (var step in steps)
        {
            Write(step, compiled);
            if (isTrace)
            {
                foreach (var output in step.Kernels.Select(kernel => kernel.Unit.Last.Output).Distinct())
                {
                    writer.Line($"if (!Lanes_.AreFinite({Reference(output)}, {Literal.Of(form.Placements[output].Length)})) return \"{output.Name.Split('.')[0]}\";");
                }
            }
        }
    }

    private void Write(Step step, Dictionary<KernelStep, Kernel> compiled)
    {
        switch (step)
        {
            case KernelStep kernel:
                writer.Line(Call(compiled[kernel], kernel.Unit));
                break;
            case ScanStep { Scan: var scan } group:
                var (time, extent) = (scan.Time.Name, Literal.Of(scan.Time.Extent));
                writer.Open(scan.IsReversed ? $"for (nint {time} = {extent} - 1; {time} >= 0; {time}--)" : $"for (nint {time} = 0; {time} < {extent}; {time}++)");
                foreach (var kernel in group.Steps)
                {
                    Write(kernel, compiled);
                }

                writer.Close();
                break;
            case ClearStep { Tensor: var tensor }:
                writer.Line($"Lanes_.Clear({Reference(tensor)}, {Literal.Of(form.Placements[tensor].Length)});");
                break;
            case TransposeStep transpose:
                writer.Line($"Lanes_.Transpose({Reference(transpose.Source)}, {Reference(transpose.Destination, isBlock: true)}, {Literal.Of(transpose.Source.Size)}, {Literal.Of(VectorTarget.BlockExamples)}, {Literal.Of(transpose.Row)});");
                break;
            case CopyStep copy:
                writer.Line($"Lanes_.Copy({Reference(copy.Source)}, {Reference(copy.Destination, isBlock: true)}, {Literal.Of(copy.Source.Size * VectorTarget.BlockExamples)});");
                break;
        }
    }

    private string Call(Kernel kernel, Unit unit)
    {
        var arguments = kernel.Tensors.Select(tensor => Reference(tensor))
            .Concat(kernel.Streams.Select(stream => $"key{Literal.Of(stream)}a, key{Literal.Of(stream)}b"))
            .Concat(kernel.Streams.Count > 0 ? ["firstExample"] : Array.Empty<string>())
            .Concat(kernel.TakesBlocks ? ["blocks"] : Array.Empty<string>())
            .Concat(kernel.Time is { } time ? [time.Name] : Array.Empty<string>())
            .Concat(kernel.TakesAccumulate ? ["accumulate"] : Array.Empty<string>());
        return $"{kernels.Add(kernel, unit)}({string.Join(", ", arguments)});";
    }

    private string Reference(Tensor tensor, bool isBlock = false)
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
