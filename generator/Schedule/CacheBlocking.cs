using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A product of two large factors goes over the whole of one again for every few rows of the other. Where that one does not stay in the second-level cache, its
/// rows are taken in blocks that do, by a loop outside of all others.
/// </summary>
internal static class CacheBlocking
{
    /// <summary>
    /// Floats of a block: a third of the cache, less than of panels (<see cref="ContractionBlocking"/>), since rows are apart from one another and share lines
    /// with what is not in the block.
    /// </summary>
    private const long BlockFloats = VectorTarget.SecondLevelFloats * 11 / 32;

    /// <summary>With fewer passes than this over the factor, there is little to gain.</summary>
    private const int ManyPasses = 32;

    public static void Apply(NestShape shape, Axis? lane, ProgramBuilder builder)
    {
        if (!shape.Loop.IsContraction || shape.Addresses.Count != 2)
        {
            return;
        }

        var factors = shape.Addresses.Values.ToArray();
        var rows = shape.FreeAxes
            .Where(axis => !axis.Equals(lane) && !axis.IsRuntimeBound && !shape.IsReduction(axis) && !shape.IsScalar(axis)).ToList();
        var inner = rows.LastOrDefault(axis => IsOfOne(axis, factors));
        if (inner is null || shape.IsGuarded(inner))
        {
            return;
        }

        var gone = factors.Single(factor => factor.Uses(inner));
        var passes = rows.TakeWhile(axis => !axis.Equals(inner)).Where(axis => !gone.Uses(axis)).Aggregate(1L, (product, axis) => product * axis.Extent);
        var row = shape.FreeAxes.Where(axis => gone.Uses(axis) && !axis.Equals(inner))
            .Aggregate(1L, (product, axis) => product * axis.Extent);
        if (passes < ManyPasses || row * inner.Extent <= BlockFloats)
        {
            return;
        }

        var block = Enumerable.Range(1, inner.Extent).LastOrDefault(size => inner.Extent % size == 0 && row * size <= BlockFloats);
        if (block > 1)
        {
            shape.Split(inner, block, builder);
        }
    }

    private static bool IsOfOne(Axis axis, Affine[] factors) => factors[0].Uses(axis) != factors[1].Uses(axis);
}
