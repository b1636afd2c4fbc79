using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>Turns a loop into nests: the one scheduler of every layer, direction and lane form.</summary>
internal static class Scheduler
{
    /// <param name="example">The axis of the examples that lie in lanes, or null where one example is computed alone.</param>
    /// <param name="bound">Axes of the loop that enclosing loops bind.</param>
    public static IEnumerable<Nest> Schedule(
        Loop loop, Func<Tensor, Placement> placements, Axis? example, ImmutableArray<Axis> bound, VectorTarget target, ProgramBuilder builder)
        => Overlap.Resolve(loop, builder)
            .SelectMany(part => InPasses(part, Schedule(part, placements, example, bound, target, builder), placements, example, bound, target, builder));

    /// <summary>
    /// A nest whose sums are left in memory between blocks of the reduction begins with zeros there, and what becomes of the sums comes behind it.
    /// </summary>
    private static IEnumerable<Nest> InPasses(
        GuardedLoop part, Nest nest, Func<Tensor, Placement> placements, Axis? example, ImmutableArray<Axis> bound, VectorTarget target, ProgramBuilder builder)
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

        Nest OfMap(Expression body, string comment)
            => Schedule(
                new GuardedLoop(map with { Body = body, Comment = comment }, EquatableArray<Affine>.Empty, EquatableArray<int>.Empty),
                placements,
                example,
                bound,
                target,
                builder);
    }

    /// <summary>Whether some elements of the output get no contribution from any nest, so that it must be cleared first.</summary>
    public static bool LeavesGaps(Loop loop, ProgramBuilder builder)
    {
        if (loop.Lookup is { } lookup && (loop.Index.Any(index => index.Uses(lookup.Axis)) || loop.Lookup.Index.Tensor.Role != TensorRole.Input))
        {
            return true;
        }

        if (loop.Combine == Combine.Assign)
        {
            return !Indexing.CoversOutput(loop);
        }

        var parts = Overlap.Resolve(loop, builder).ToList();
        var written = parts.Sum(
            part => part.Loop.Index.Aggregate(1L, (points, index) => index.Terms.Aggregate(points, (product, term) => product * term.Axis.Extent)));
        return written != loop.Output.Size || parts.Any(part => !Indexing.StaysInside(part.Loop.Output, part.Loop.Index) || HasOutputGuard(part));
    }

    private static bool HasOutputGuard(GuardedLoop part)
    {
        var reductions = part.Loop.ReductionAxes.ToList();
        return part.Loop.Body.Reads
            .SelectMany(read => read.Index.Select((index, i) => (index, read.Tensor.Dimensions[i])))
            .Concat(part.Guarded.Select((value, i) => (value, part.Extents[i])))
            .Any(guard => Guard.Holds(guard.Item1, guard.Item2) != true
                && !guard.Item1.Terms.Any(term => reductions.Contains(term.Axis) && term.Axis.Extent > 1));
    }

    private static Nest Schedule(
        GuardedLoop part, Func<Tensor, Placement> placements, Axis? example, ImmutableArray<Axis> bound, VectorTarget target, ProgramBuilder builder)
    {
        var shape = NestShape.Create(part, placements, example, bound, builder);
        var lane = LaneChoice.Of(shape, placements, target.Lanes);
        shape.Blocking = ContractionBlocking.Apply(shape, lane?.Axis, bound, target, builder);
        if (shape.Blocking is null)
        {
            CacheBlocking.Apply(shape, lane?.Axis, bound, builder);
        }

        var levels = Tiling.Levels(shape, lane?.Axis, lane?.Reach ?? 1, target, bound);
        var nest = new Nest(
            shape.Loop,
            levels,
            lane?.Axis,
            lane?.Reach ?? 1,
            [.. shape.Addresses.Select(entry => (entry.Key, entry.Value))],
            shape.OutputAddress,
            [.. shape.Guards],
            shape.Ordinal,
            [],
            shape.Example,
            [.. shape.Blocked.Where(axis => !axis.IsEven)],
            lane?.RestReach ?? 1);
        return nest with { Repeated = RepeatedRead.Of(nest, target) };
    }
}
