using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>Makes the statements of entries in one lane form: a map of the memory, and the calls of kernels, those of a scan once for every step.</summary>
/// <param name="word">What the names of its kernels have at their ends.</param>
internal sealed class EntryLowering(FormPlan form, string word, UnitLowering units, KernelLibrary kernels)
{
    private readonly Dictionary<Unit, (string Name, Kernel Kernel)> lowered = [];

    /// <param name="isTrace">Whether to look at every result and to return the layer of the first that is not finite.</param>
    public EntryMethod Lower(Entry entry, ImmutableArray<ImmutableArray<Step>> regions, Purpose purpose, bool isTrace = false)
    {
        var all = regions.SelectMany(region => region).SelectMany(step => step.Kernels).Select(kernel => kernel.Unit).ToList();
        var map = new MemoryMap(form.Locations[purpose]);
        List<Statement> statements = regions.Length == 1
            ? OfRegion(regions[0])
            : [.. regions.Select((steps, region) => new InRegion(region, OfRegion(steps).ToArray()))];

        IEnumerable<Statement> beginning =
        [
            .. map.Offsets,
            .. all.SelectMany(unit => unit.Tensors).Any(tensor => tensor.Traits.Memory == Storage.Constants) ? [new LetConstants()] : Array.Empty<Statement>(),
            .. all.SelectMany(unit => KernelOf(unit).Kernel.Streams).Distinct().Select(stream => new LetKeys(stream)),
        ];
        return new(entry, beginning.Concat(statements).ToArray());

        List<Statement> OfRegion(ImmutableArray<Step> steps)
        {
            var done = new List<Statement>();
            foreach (var step in steps)
            {
                done.AddRange(Lower(step, map));
                if (isTrace)
                {
                    done.AddRange(step.Kernels.Select(kernel => kernel.Unit.Last.Output).Distinct()
                        .Select(output => new ReturnIfNotFinite(map.PlaceOf(output), form.Placements[output].Length, output.Origin.Layer)));
                }
            }

            return done;
        }
    }

    private IEnumerable<Statement> Lower(Step step, MemoryMap map)
    {
        switch (step)
        {
            case KernelStep kernel:
                return [CallOf(kernel.Unit, map)];
            case ScanStep { Scan: var scan } group:
                return [new For(scan.Time, group.Steps.SelectMany(kernel => Lower(kernel, map)).ToArray(), scan.IsReversed)];
            case ClearStep { Tensor: var tensor }:
                return [new Clear(map.PlaceOf(tensor), form.Placements[tensor].Length)];
            case TransposeStep transpose:
                return [new Transpose(
                    map.PlaceOf(transpose.Source),
                    map.PlaceOf(transpose.Destination, isOfBlock: true),
                    (int)transpose.Source.Size,
                    VectorTarget.BlockExamples,
                    transpose.Row)];
            case CopyStep copy:
                return [new Copy(
                    map.PlaceOf(copy.Source), map.PlaceOf(copy.Destination, isOfBlock: true), (int)(copy.Source.Size * VectorTarget.BlockExamples))];
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
            lowered[unit] = known = (kernels.Add(kernel, unit, word), kernel);
        }

        return known;
    }

    private Call CallOf(Unit unit, MemoryMap map)
    {
        var (name, kernel) = KernelOf(unit);
        var others = KernelParameter.Of(kernel).Select(parameter => parameter.Argument);
        return new(name, kernel.Tensors.Select(tensor => map.PlaceOf(tensor)).ToArray(), others.ToArray());
    }
}
