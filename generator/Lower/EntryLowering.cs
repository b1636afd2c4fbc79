using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>Makes the statements of entries in one lane form: the calls of kernels, those of a scan once for every step.</summary>
internal sealed class EntryLowering(FormPlan form, UnitLowering units, KernelLibrary kernels)
{
    private static readonly Axis Block = new(-1, "block", int.MaxValue);

    private readonly Dictionary<Unit, (string Name, Kernel Kernel)> lowered = [];

    /// <param name="isTrace">Whether to look at every result and to return the name of the first layer whose result is not finite.</param>
    public EntryMethod Lower(Entry entry, IReadOnlyCollection<Step> steps, Purpose purpose, bool isTrace = false)
    {
        var all = steps.SelectMany(step => step.Kernels).Select(kernel => kernel.Unit).ToList();
        var statements = new List<Statement>();
        if (all.SelectMany(unit => unit.Tensors).Any(tensor => tensor.Role == TensorRole.Constant))
        {
            statements.Add(new LetConstants());
        }

        statements.AddRange(all.SelectMany(unit => KernelOf(unit).Kernel.Streams).Distinct().Select(stream => new LetKeys(stream)));
        foreach (var step in steps)
        {
            statements.AddRange(Lower(step, purpose));
            if (isTrace)
            {
                statements.AddRange(step.Kernels.Select(kernel => kernel.Unit.Last.Output).Distinct()
                    .Select(output => new ReturnIfNotFinite(PlaceOf(output, purpose), form.Placements[output].Length, output.Name.Split('.')[0])));
            }
        }

        return new(entry, statements.ToArray());
    }

    private IEnumerable<Statement> Lower(Step step, Purpose purpose)
    {
        switch (step)
        {
            case KernelStep kernel:
                return [CallOf(kernel.Unit, purpose)];
            case ScanStep { Scan: var scan } group:
                return [new For(scan.Time, group.Steps.SelectMany(kernel => Lower(kernel, purpose)).ToArray(), scan.IsReversed)];
            case ClearStep { Tensor: var tensor }:
                return [new Clear(PlaceOf(tensor, purpose), form.Placements[tensor].Length)];
            case TransposeStep transpose:
                return [new Transpose(PlaceOf(transpose.Source, purpose), PlaceOf(transpose.Destination, purpose, isOfBlock: true), (int)transpose.Source.Size, VectorTarget.BlockExamples, transpose.Row)];
            case CopyStep copy:
                return [new Copy(PlaceOf(copy.Source, purpose), PlaceOf(copy.Destination, purpose, isOfBlock: true), (int)(copy.Source.Size * VectorTarget.BlockExamples))];
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    /// <summary>The kernel of a unit, made once for all purposes.</summary>
    private (string Name, Kernel Kernel) KernelOf(Unit unit)
    {
        if (!lowered.TryGetValue(unit, out var known))
        {
            var kernel = units.Lower(unit);
            lowered[unit] = known = (kernels.Add(kernel, unit), kernel);
        }

        return known;
    }

    private Call CallOf(Unit unit, Purpose purpose)
    {
        var (name, kernel) = KernelOf(unit);
        var others = kernel.Streams.SelectMany(stream => new[] { FormattableString.Invariant($"key{stream}a"), FormattableString.Invariant($"key{stream}b") })
            .Concat(kernel.Streams.Count > 0 ? ["firstExample"] : Array.Empty<string>())
            .Concat(kernel.TakesBlocks ? ["blocks"] : Array.Empty<string>())
            .Concat(kernel.Time is { } time ? [time.Name] : Array.Empty<string>())
            .Concat(kernel.TakesAccumulate ? ["accumulate"] : Array.Empty<string>());
        return new(name, kernel.Tensors.Select(tensor => PlaceOf(tensor, purpose)).ToArray(), others.ToArray());
    }

    private Place PlaceOf(Tensor tensor, Purpose purpose, bool isOfBlock = false)
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
        return new(memory, isOfBlock ? Block * location.BlockStride : 0, location.Offset);
    }
}
