using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>Plans one lane form: which kernels run in which order, and where every tensor lies.</summary>
internal sealed class Planner
{
    private readonly NetworkModel model;
    private readonly ProgramBuilder builder;
    private readonly Axis? example;
    private readonly SequencePlan? sequence;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<Tensor, Placement> placements = [];
    private readonly Dictionary<Tensor, Location> shared = [];
    private HashSet<Tensor> externals = [];
    private int end;

    private Planner(NetworkModel model, ProgramBuilder builder, bool isBatch, SequencePlan? sequence, CancellationToken cancellation)
    {
        this.model = model;
        this.builder = builder;
        example = isBatch ? builder.Axis("n", VectorTarget.BlockExamples) : null;
        this.sequence = sequence;
        this.cancellation = cancellation;
    }

    /// <param name="programs">The program of each purpose.</param>
    /// <param name="sequence">Where the state of a sequence has what the programs use in place; null if they use nothing of the kind.</param>
    public static FormPlan Of(
        NetworkModel model,
        IReadOnlyDictionary<Purpose, TensorProgram> programs,
        ParameterPlan parameters,
        bool isBatch,
        ProgramBuilder builder,
        CancellationToken cancellation,
        SequencePlan? sequence = null)
        => new Planner(model, builder, isBatch, sequence, cancellation).Plan(programs, parameters);

    private FormPlan Plan(IReadOnlyDictionary<Purpose, TensorProgram> programs, ParameterPlan parameters)
    {
        var tensors = programs.Values.SelectMany(program => program.Tensors).Distinct().OrderBy(tensor => tensor.Id).ToList();
        externals = [.. tensors.Where(tensor => IsExternal(tensor, programs))];
        foreach (var tensor in tensors)
        {
            placements[tensor] = tensor.Traits.IsOfParameter ? parameters.Placements[tensor.Ordinal] with { Tensor = tensor } : Place(tensor);
        }

        var units = programs.ToDictionary(entry => entry.Key, entry => FuseMaps.Apply(entry.Value, cancellation));
        foreach (var (unit, _) in units.Values.SelectMany(list => list))
        {
            // What is computed in place lies like what takes its place.
            foreach (var tensor in unit.InPlace)
            {
                placements[tensor] = placements[unit.Last.Output] with { Tensor = tensor };
            }
        }

        var inPlace = sequence is null ? [] : StatesInPlace(tensors, [.. units.Values.Single().Select(entry => entry.Unit)]);
        foreach (var tensor in tensors)
        {
            if (PlaceOf(tensor) is { } place)
            {
                shared[tensor] = place;
            }
            else if (externals.Contains(tensor))
            {
                Reserve(tensor);
            }
        }

        var start = end;
        var ends = ImmutableDictionary.CreateBuilder<Purpose, int>();
        var plans = ImmutableArray.CreateBuilder<ProgramPlan>();
        var locations = ImmutableDictionary.CreateBuilder<Purpose, ImmutableDictionary<Tensor, Location>>();
        foreach (var purpose in programs.Keys.OrderBy(purpose => purpose))
        {
            end = start;
            var (plan, places) = Plan(purpose, units[purpose]);
            plans.Add(plan);
            locations[purpose] = places;
            ends[purpose] = end;
        }

        return new(example, placements.ToImmutableDictionary(), locations.ToImmutable(), plans.ToImmutable(), ends.ToImmutable());

        // Where a tensor lies beyond one program; null for the workspace.
        Location? PlaceOf(Tensor tensor) => inPlace.Contains(tensor)
            ? new(Storage.Sequence, sequence!.Tensors[tensor.Ordinal].Offset)
            : tensor.Traits.Memory switch
            {
                Storage.Parameters => new(Storage.Parameters, parameters.Offsets[tensor.Ordinal]),
                Storage.Gradients => new(
                    Storage.Gradients, tensor.Traits.IsOfParameter ? parameters.Offsets[tensor.Ordinal] : parameters.BatchSums.Offsets[tensor]),
                Storage.Constants => new(Storage.Constants, parameters.ConstantOffsets[tensor]),
                Storage.Sequence => new(Storage.Sequence, sequence!.Offsets[tensor]),
                _ => null,
            };
    }

    private Placement Place(Tensor tensor)
    {
        if (tensor.Scope == Scope.Example && example is not null)
        {
            return Placement.ExamplesInLanes(tensor, VectorTarget.BlockExamples, spreads: tensor.Traits.IsPrivate && !externals.Contains(tensor));
        }

        var isCopied = tensor.Traits.IsCopied
            || (tensor.Rank > 1 && tensor.Equals(model.Forward.Output));
        return isCopied ? Placement.Plain(tensor) : Placement.FeaturesInLanes(tensor);
    }

    /// <summary>What the driver fills in or reads out keeps its place in all programs.</summary>
    private static bool IsExternal(Tensor tensor, IReadOnlyDictionary<Purpose, TensorProgram> programs)
        => tensor.Traits.IsCopied
            || programs.Values.Any(program => program.IsResult(tensor));

    /// <summary>
    /// Recurrent states that the code can use where the sequence has them, and need not be copied to and fro:
    /// nothing reads the old state once a part of the new one is written.
    /// </summary>
    private static HashSet<Tensor> StatesInPlace(IEnumerable<Tensor> tensors, ImmutableArray<Unit> units)
    {
        var states = tensors.Where(tensor => tensor.Traits.IsState).ToLookup(tensor => tensor.Ordinal);
        var firstWrite = new Dictionary<Tensor, int>();
        var lastRead = new Dictionary<Tensor, int>();
        for (var i = 0; i < units.Length; i++)
        {
            if (!firstWrite.ContainsKey(units[i].Last.Output))
            {
                firstWrite[units[i].Last.Output] = i;
            }

            foreach (var tensor in units[i].Inputs.Where(tensor => tensor.Role == TensorRole.InitialState))
            {
                lastRead[tensor] = i;
            }
        }

        return [.. states.Where(IsSafe).SelectMany(state => state)];

        bool IsSafe(IEnumerable<Tensor> state)
            => state.Select(tensor => firstWrite.TryGetValue(tensor, out var write) ? write : int.MaxValue).Min()
                > state.Select(tensor => lastRead.TryGetValue(tensor, out var read) ? read : -1).Max();
    }

    private void Reserve(Tensor tensor)
    {
        shared[tensor] = new(Storage.Workspace, end);
        end = checked(end + MemoryPlan.Align(placements[tensor].Length));
    }

    private (ProgramPlan Plan, ImmutableDictionary<Tensor, Location> Locations) Plan(Purpose purpose, ImmutableArray<(Unit Unit, int Region)> units)
    {
        List<List<Step>> regions = [.. Enumerable.Range(0, units.Select(entry => entry.Region).DefaultIfEmpty().Max() + 1).Select(_ => new List<Step>())];
        var chunkSteps = new List<Step>();
        var kept = new Dictionary<Tensor, Location>();
        var keptFloats = 0L;
        var cleared = new HashSet<Tensor>();
        // A sum of several cannot begin with what is only there at the end of a chunk.
        var addedTo = units.Where(entry => entry.Unit.Last.Accumulates).Select(entry => entry.Unit.Last.Output).ToImmutableHashSet();
        foreach (var (unit, region) in units)
        {
            cancellation.ThrowIfCancellationRequested();
            var blockSteps = regions[region];
            if (NeedsClearing(unit) && cleared.Add(unit.Last.Output))
            {
                InsertBeforeScan(new ClearStep(unit.Last.Output), unit.Scan, blockSteps);
            }

            if (unit.Scan is { } scan)
            {
                if (blockSteps.Count > 0 && blockSteps[blockSteps.Count - 1] is ScanStep last && last.Scan.Equals(scan))
                {
                    blockSteps[blockSteps.Count - 1] = last with { Steps = last.Steps.Add(new(unit)) };
                }
                else
                {
                    blockSteps.Add(new ScanStep(scan, [new(unit)]));
                }
            }
            else if (example is not null && regions.Count == 1 && !addedTo.Contains(unit.Last.Output) && Deferral.Of(unit, builder) is { } deferral
                && placements[deferral.Source].IsContiguous && placements[deferral.DeltaSource].IsContiguous
                    && keptFloats + deferral.Floats <= Deferral.MaximumFloats)
            {
                keptFloats += deferral.Floats;
                Defer(deferral, kept, blockSteps, chunkSteps);
            }
            else
            {
                blockSteps.Add(new KernelStep(unit));
            }
        }

        // Between regions other blocks are computed, each in a workspace of its own.
        var steps = regions.SelectMany(region => region).ToList();
        var lifetimes = Lifetimes(steps).Where(entry => !shared.ContainsKey(entry.Key) && !kept.ContainsKey(entry.Key))
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        var (offsets, arenaEnd) = MemoryPlan.Of(lifetimes.Keys.ToDictionary(tensor => tensor, tensor => placements[tensor].Length), lifetimes, end);
        end = arenaEnd;
        var locations = shared.ToImmutableDictionary().SetItems(kept)
            .AddRange(offsets.Select(entry => new KeyValuePair<Tensor, Location>(entry.Key, new(Storage.Workspace, entry.Value))));
        foreach (var unit in steps.SelectMany(step => step.Kernels).Select(kernel => kernel.Unit))
        {
            locations = locations.SetItems(unit.InPlace.Select(tensor => new KeyValuePair<Tensor, Location>(tensor, locations[unit.Last.Output])));
        }

        return (new(purpose, [.. regions.Select(region => region.ToImmutableArray())], [.. chunkSteps]), locations);
    }

    /// <summary>
    /// Whether the kernel itself cannot see to the elements that it leaves out, and to padding, because it makes but a part of its output at a time.
    /// </summary>
    private bool NeedsClearing(Unit unit)
    {
        var loop = unit.Last;
        if (loop.Output.Traits.KeepsElements || loop.Writing == Writing.Add || (loop.Scan is null && loop.Writing == Writing.Whole))
        {
            return false;
        }

        return placements[loop.Output] is { HasPadding: true, ExampleStride: 0 } || (loop.Writing == Writing.Whole && Overlap.LeavesGaps(loop, builder));
    }

    private static void InsertBeforeScan(Step step, Scan? scan, List<Step> steps)
    {
        var isInScan = scan is not null && steps.Count > 0 && steps[steps.Count - 1] is ScanStep last && last.Scan.Equals(scan);
        steps.Insert(isInScan ? steps.Count - 1 : steps.Count, step);
    }

    /// <summary>Keeps what the gradient needs of every block, and computes it when the chunk is complete.</summary>
    private void Defer(Deferral deferral, Dictionary<Tensor, Location> kept, List<Step> blockSteps, List<Step> chunkSteps)
    {
        var source = (int)deferral.FeaturesLength;
        Keep(deferral.Features, source, new[] { source, VectorTarget.BlockExamples, 1 }, VectorTarget.BlockExamples);
        var row = (int)deferral.DeltasStride;
        var deltas = row * VectorTarget.BlockExamples;
        Keep(deferral.Deltas, deltas, new[] { deltas, row, 1 }, row);
        blockSteps.Add(new CopyStep(deferral.Source, deferral.Features));
        blockSteps.Add(new TransposeStep(deferral.DeltaSource, deferral.Deltas, row));
        chunkSteps.Add(new KernelStep(new Unit([deferral.Loop])));

        void Keep(Tensor tensor, int block, int[] strides, int laneReach)
        {
            placements[tensor] = new(tensor, strides, 0, block * Deferral.MaximumBlocks, laneReach);
            kept[tensor] = new(Storage.Workspace, end, block);
            end = checked(end + (block * Deferral.MaximumBlocks));
        }
    }

    private static Dictionary<Tensor, (int First, int Last)> Lifetimes(List<Step> steps)
    {
        var lifetimes = new Dictionary<Tensor, (int, int)>();
        for (var i = 0; i < steps.Count; i++)
        {
            var tensors = steps[i] switch
            {
                ClearStep clear => [clear.Tensor],
                TransposeStep transpose => [transpose.Source],
                CopyStep copy => [copy.Source],
                _ => steps[i].Kernels.SelectMany(kernel => kernel.Unit.Tensors),
            };
            foreach (var tensor in tensors)
            {
                lifetimes[tensor] = lifetimes.TryGetValue(tensor, out var lifetime) ? (lifetime.Item1, i) : (i, i);
            }
        }

        return lifetimes;
    }
}
