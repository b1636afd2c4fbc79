using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>Turns a loop into nests: the one scheduler of every layer, direction and lane form.</summary>
internal static class Scheduler
{
    /// <param name="example">The axis of the examples that lie in lanes, or null where one example is computed alone.</param>
    /// <param name="outer">An axis of the loop that an enclosing loop binds, or null.</param>
    public static IEnumerable<Nest> Schedule(Loop loop, Func<Tensor, Placement> placements, Axis? example, Axis? outer, VectorTarget target, ProgramBuilder builder)
        => Overlap.Resolve(loop, builder).Select(part => Schedule(part, placements, example, outer, target, builder));

    /// <summary>Whether some elements of the output get no contribution from any nest, so that it must be cleared first.</summary>
    public static bool LeavesGaps(Loop loop, ProgramBuilder builder)
    {
        if (loop.Combine == Combine.Assign)
        {
            return !Indexing.CoversOutput(loop);
        }

        var parts = Overlap.Resolve(loop, builder).ToList();
        var written = parts.Sum(part => part.Loop.Index.Aggregate(1L, (points, index) => index.Terms.Aggregate(points, (product, term) => product * term.Axis.Extent)));
        return written != loop.Output.Size || parts.Any(part => !Indexing.StaysInside(part.Loop.Output, part.Loop.Index) || HasOutputGuard(part));
    }

    private static bool HasOutputGuard(GuardedLoop part)
    {
        var reductions = part.Loop.ReductionAxes.ToList();
        return part.Loop.Body.Reads
            .SelectMany(read => read.Index.Select((index, i) => (index, read.Tensor.Dimensions[i])))
            .Concat(part.Guarded.Select((value, i) => (value, part.Extents[i])))
            .Any(guard => Guard.Holds(guard.Item1, guard.Item2) != true && !guard.Item1.Terms.Any(term => reductions.Contains(term.Axis) && term.Axis.Extent > 1));
    }

    private static Nest Schedule(GuardedLoop part, Func<Tensor, Placement> placements, Axis? example, Axis? outer, VectorTarget target, ProgramBuilder builder)
    {
        var shape = NestShape.Create(part, placements, example, outer, builder);
        var lane = LaneChoice.Of(shape, placements, target.Lanes);
        return new(
            shape.Loop,
            Tiling.Levels(shape, lane?.Axis, lane?.Reach ?? 1, target, outer),
            lane?.Axis,
            lane?.Reach ?? 1,
            [.. shape.Addresses.Select(entry => (entry.Key, entry.Value))],
            shape.OutputAddress,
            [.. shape.Guards],
            shape.Ordinal,
            shape.Example);
    }
}
