using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A product of large factors, cut so that what it goes over again is in a near cache: a loop over blocks of the reduction stands outside of the loops over a panel's features and over the
/// lanes, so that both factors' blocks stay in the first-level cache; and where the rest of one factor is gone over for many positions, as many of its panels are taken together as stay
/// in the second-level cache (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication").
/// </summary>
/// <param name="Reduction">The axis that counts blocks of the reduction.</param>
/// <param name="Inner">Output axes inside of its loop.</param>
/// <param name="Late">Output axes right outside of it.</param>
internal sealed record ContractionBlocking(Axis Reduction, ImmutableArray<Axis> Inner, ImmutableArray<Axis> Late)
{
    /// <summary>Points of the reduction in a block: of two factors with 16 floats for each, both blocks take a good half of a first-level cache of 32 KB.</summary>
    private const int LeastPoints = 96, MostPoints = 224, GoodPoints = 160;

    /// <summary>With more points for each position of the outermost axis of the reduction, a block of them would not be in a near cache.</summary>
    private const int AtMostPoints = 640;

    /// <summary>Neighbours along an axis that are taken together where no panel says how many.</summary>
    private const int Together = 16;

    /// <summary>Floats of panels that are taken together: two fifths of a second-level cache of 512 KB.</summary>
    private const long SecondLevelFloats = 52 * 1024;

    /// <summary>With fewer passes than this over the panels, there is little to gain.</summary>
    private const int ManyPasses = 4;

    /// <returns>Null where the contraction stays as it is.</returns>
    public static ContractionBlocking? Apply(NestShape shape, Axis? lane, ImmutableArray<Axis> bound, VectorTarget target, ProgramBuilder builder)
    {
        var factors = shape.Loop.IsContraction ? shape.Loop.Body.Reads.Select(read => shape.Addresses[read]).ToArray() : [];
        if (factors.Length != 2 || lane is null || shape.IsReduction(lane))
        {
            return null;
        }

        var free = shape.Axes.Where(axis => !bound.Contains(axis) && !shape.IsScalar(axis)).ToList();
        var outputs = free.Where(axis => !shape.IsReduction(axis)).ToList();
        var reductions = free.Where(shape.IsReduction).ToList();
        if (factors.Count(factor => factor.Uses(lane)) != 1 || reductions.Any(axis => axis.IsRuntimeBound))
        {
            return null;
        }

        Affine vectors = factors.Single(factor => factor.Uses(lane)), scalars = factors.Single(factor => !factor.Uses(lane));
        var ofScalars = outputs.Where(axis => scalars.Uses(axis) && !vectors.Uses(axis)).ToList();
        var reduction = reductions.FirstOrDefault(axis => !IsGuarded(shape, axis));
        if (ofScalars.Count == 0 || reduction is null || IsGuarded(shape, ofScalars[ofScalars.Count - 1])
            || Product(reductions) * (Together + (lane.Extent < Together ? lane.Extent : Together)) < target.FirstLevelFloats || Product(ofScalars) < Together)
        {
            return null;
        }

        var inside = (int)Math.Min(int.MaxValue, Product(reductions) / reduction.Extent);
        if (inside > AtMostPoints || LengthOf(reduction.Extent, inside) is not { } length)
        {
            return null;
        }

        var block = length == 1 ? reduction : shape.Cut(reduction, length, builder).Block;
        var inner = ofScalars[ofScalars.Count - 1];
        if (inner.Extent > Together * 3 / 2)
        {
            var (outer, position) = shape.Cut(inner, Together, builder);
            ofScalars[ofScalars.Count - 1] = outer;
            inner = position;
        }
        else
        {
            ofScalars.RemoveAt(ofScalars.Count - 1);
        }

        return new(block, [inner, lane], []);
    }

    private static bool IsGuarded(NestShape shape, Axis axis) => shape.Guards.Any(guard => guard.Value.Uses(axis));

    /// <summary>The positions of the outermost axis of the reduction in a block, or null where all of them are one.</summary>
    /// <param name="inside">Points of the other axes.</param>
    private static int? LengthOf(int extent, int inside)
    {
        var even = Enumerable.Range(1, extent).Where(length => extent % length == 0 && length * inside is >= LeastPoints and <= MostPoints).OrderBy(length => Math.Abs((length * inside) - GoodPoints)).Take(1).ToList();
        var length = even.Count > 0 ? even[0] : Math.Max(1, GoodPoints / inside);
        var blocks = (extent + length - 1) / length;
        return blocks < 2 ? null : even.Count > 0 ? length : (extent + blocks - 1) / blocks;
    }

    private static long Product(IEnumerable<Axis> axes) => axes.Aggregate(1L, (product, axis) => product * axis.Extent);
}
