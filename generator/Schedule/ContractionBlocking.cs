using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A product of large factors, cut so that what it goes over again is in a near cache: a loop over blocks of the reduction stands outside of the loops over a
/// panel's features and over the lanes, so that both factors' blocks stay in the first-level cache; and where the rest of one factor is gone over for many
/// positions, as many of its panels are taken together as stay in the second-level cache (Goto and van de Geijn 2008,
/// "Anatomy of High-Performance Matrix Multiplication").
/// </summary>
/// <param name="Reductions">The axes that count blocks of the reduction, the outermost first.</param>
/// <param name="Inner">Output axes inside of their loops.</param>
/// <param name="Late">Output axes right outside of it.</param>
internal sealed record ContractionBlocking(ImmutableArray<Axis> Reductions, ImmutableArray<Axis> Inner, ImmutableArray<Axis> Late)
{
    /// <summary>
    /// Points of the reduction in a block: of two factors with 16 floats for each, both blocks take a good half of a first-level cache of 32 KB.
    /// </summary>
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
    public static ContractionBlocking? Apply(NestShape shape, Axis? lane, VectorTarget target, ProgramBuilder builder)
    {
        var factors = shape.Loop.IsContraction ? shape.Loop.Body.Reads.Select(read => shape.Addresses[read]).ToArray() : [];
        if (factors.Length != 2 || lane is null || shape.IsReduction(lane))
        {
            return null;
        }

        var free = shape.FreeAxes.Where(axis => !shape.IsScalar(axis)).ToList();
        var outputs = free.Where(axis => !shape.IsReduction(axis)).ToList();
        var reductions = free.Where(shape.IsReduction).ToList();
        if (factors.Count(factor => factor.Uses(lane)) != 1 || reductions.Any(axis => axis.IsRuntimeBound))
        {
            return null;
        }

        Affine vectors = factors.Single(factor => factor.Uses(lane)), scalars = factors.Single(factor => !factor.Uses(lane));
        var ofScalars = outputs.Where(axis => scalars.Uses(axis) && !vectors.Uses(axis)).ToList();
        if (ofScalars.Count == 0 || shape.IsGuarded(ofScalars[ofScalars.Count - 1])
            || Product(reductions) * (Together + (lane.Extent < Together ? lane.Extent : Together)) <= target.FirstLevelFloats || Product(ofScalars) < Together)
        {
            return null;
        }

        // The outermost axes of the reduction, until what is inside of them is no more than a block.
        var outside = reductions.TakeWhile((axis, i) => !shape.IsGuarded(axis) && (i == 0 || Product(reductions.Skip(i)) > AtMostPoints)).ToList();
        var inside = Product(reductions.Skip(outside.Count));
        if (outside.Count == 0 || inside > AtMostPoints || LengthOf(outside[outside.Count - 1].Extent, (int)inside) is not { } length)
        {
            return null;
        }

        if (length > 1)
        {
            outside[outside.Count - 1] = shape.Cut(outside[outside.Count - 1], length, builder).Block;
        }

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

        return new(
            [.. outside],
            [inner, lane],
            [.. TakenTogether(shape, ofScalars, [.. outputs.Where(axis => vectors.Uses(axis) && !scalars.Uses(axis) && !axis.Equals(lane))], builder)]);
    }

    /// <summary>
    /// The axes of one factor that go inside of those of the other, which goes over it once for each position: all of it where it stays in the second-level
    /// cache, else as many panels as do, in a loop outside of all others.
    /// </summary>
    private static IEnumerable<Axis> TakenTogether(NestShape shape, List<Axis> ofScalars, List<Axis> ofVectors, ProgramBuilder builder)
    {
        if (ofScalars.Count == 0 || Product(ofVectors) < ManyPasses || ofVectors.Any(axis => shape.IsGuarded(axis)))
        {
            return [];
        }

        var reads = shape.Loop.Body.Reads.ToArray();
        long scalarFloats = FloatsOf(reads.First(read => !shape.Addresses[read].Uses(ofVectors[0]))),
            vectorFloats = FloatsOf(reads.First(read => shape.Addresses[read].Uses(ofVectors[0])));
        if (scalarFloats <= SecondLevelFloats)
        {
            return ofScalars;
        }

        if (vectorFloats <= SecondLevelFloats)
        {
            return ofVectors;
        }

        var axis = ofScalars[ofScalars.Count - 1];
        var together = (int)Math.Max(1, SecondLevelFloats * Product(ofScalars) / scalarFloats);
        if (ofScalars.Count > 1 || together >= axis.Extent)
        {
            return [];
        }

        if (together == 1)
        {
            return ofVectors;
        }

        // A last block of another length would have code of its own.
        var even = Enumerable.Range(1, together).Last(size => axis.Extent % size == 0);
        return [shape.Split(axis, even * 2 > together ? even : together, builder)];

        long FloatsOf(Read read)
            => read.Tensor.Size * (shape.Example is not null && shape.Addresses[read].Uses(shape.Example) ? VectorTarget.BlockExamples : 1);
    }

    /// <summary>The positions of the outermost axis of the reduction in a block, or null where all of them are one.</summary>
    /// <param name="inside">Points of the other axes.</param>
    private static int? LengthOf(int extent, int inside)
    {
        var even = Enumerable.Range(1, extent).Where(length => extent % length == 0 && length * inside is >= LeastPoints and <= MostPoints)
            .OrderBy(length => Math.Abs((length * inside) - GoodPoints)).Take(1).ToList();
        var length = even.Count > 0 ? even[0] : Math.Max(1, GoodPoints / inside);
        var blocks = (extent + length - 1) / length;
        return blocks < 2 ? null : even.Count > 0 ? length : (extent + blocks - 1) / blocks;
    }

    private static long Product(IEnumerable<Axis> axes) => axes.Aggregate(1L, (product, axis) => product * axis.Extent);
}
