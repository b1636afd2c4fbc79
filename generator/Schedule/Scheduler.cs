using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>Turns a loop into nests: the one scheduler of every layer, direction and lane form.</summary>
/// <param name="form">Where tensors lie, and the axis of the examples that lie in lanes.</param>
internal sealed class Scheduler(FormPlan form, VectorTarget target, ProgramBuilder builder)
{
    /// <param name="bound">Axes of the loop that enclosing loops bind.</param>
    public IEnumerable<Nest> Schedule(Loop loop, ImmutableArray<Axis> bound)
        => Overlap.Resolve(loop, builder).SelectMany(part => InPasses(part, Schedule(part, bound), bound));

    /// <summary>
    /// A nest whose sums are left in memory between blocks of the reduction begins with zeros there, and what becomes of the sums comes behind it.
    /// </summary>
    private IEnumerable<Nest> InPasses(GuardedLoop part, Nest nest, ImmutableArray<Axis> bound)
    {
        if (!nest.AddsUpInMemory)
        {
            return [nest];
        }

        var loop = part.Loop;
        var reductions = loop.ReductionAxes.ToList();
        var map = loop with { Combine = Combine.Assign, Axes = loop.Axes.Where(axis => !reductions.Contains(axis)).ToArray(), Finish = null };
        List<Nest> nests = [nest with { Loop = nest.Loop with { Finish = null } }];
        if (!loop.Accumulates)
        {
            nests.Insert(0, OfMap(0, "zeros to add to"));
        }

        if (loop.Finish is not null)
        {
            nests.Add(OfMap(loop.Finish.Replace(new Total(), new Read(loop.Output, loop.Index)), "what becomes of the sums"));
        }

        return nests;

        Nest OfMap(Expression body, string comment) => Schedule(new GuardedLoop(map with { Body = body, Comment = comment }), bound);
    }

    private Nest Schedule(GuardedLoop part, ImmutableArray<Axis> bound)
    {
        var shape = NestShape.Create(part, form, bound, builder);
        var lane = LaneChoice.Of(shape, form.Placements, target.Lanes);
        var blocking = ContractionBlocking.Apply(shape, lane?.Axis, target, builder);
        if (blocking is null)
        {
            CacheBlocking.Apply(shape, lane?.Axis, builder);
        }

        var nest = new Nest(
            shape.Loop,
            Tiling.Levels(shape, lane?.Axis, lane?.Reach ?? 1, blocking, target),
            lane?.Axis,
            lane?.Reach ?? 1,
            [.. shape.Addresses.Select(entry => (entry.Key, entry.Value))],
            shape.OutputAddress,
            [.. shape.Guards],
            [],
            shape.Example,
            [.. shape.Blocked.Where(axis => !axis.IsEven)],
            lane?.RestReach ?? 1);
        return nest with { Repeated = RepeatedRead.Of(nest, target) };
    }
}
