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
    /// Points of the reduction in a block, the fewest and the most of which an axis may make a whole number of blocks, and those to come near to: of two
    /// factors with 16 floats for each point, both blocks take a good half of a first-level cache of 32 KB.
    /// </summary>
    private const int LeastBlock = 96, LargestBlock = 224, GoodBlock = 160;

    /// <summary>The most points inside of the axes that are taken in blocks: with more, a block of one position would not be in a near cache.</summary>
    private const int MostInside = 640;

    /// <summary>Neighbours along an axis that are taken together where no panel says how many.</summary>
    private const int Together = 16;

    /// <summary>
    /// Floats of panels that are taken together: two fifths of the cache, through which the blocks of the other factor and the sums, which are left in memory
    /// from block to block, go at the same time.
    /// </summary>
    private const long PanelFloats = VectorTarget.SecondLevelFloats * 13 / 32;

    /// <summary>With fewer passes than this over the panels, there is little to gain.</summary>
    private const int ManyPasses = 4;

    /// <returns>Null where the contraction stays as it is.</returns>
    public static ContractionBlocking? Apply(NestShape shape, Axis? lane, VectorTarget target, ProgramBuilder builder)
    {
        if (lane is null || ProductAxes.Of(shape, lane) is not { } axes || !IsLarge(shape, axes, lane, target)
            || CutReduction(shape, axes.Reductions, builder) is not { } reductions)
        {
            return null;
        }

        var (outer, inner) = CutFeatures(shape, axes.OfScalars, builder);
        return new(reductions, [inner, lane], [.. TakenTogether(shape, axes with { OfScalars = outer }, builder)]);
    }

    /// <summary>Whether what is gone over for every few positions does not stay in the first-level cache, and there are enough positions.</summary>
    private static bool IsLarge(NestShape shape, ProductAxes axes, Axis lane, VectorTarget target)
        => !axes.OfScalars.IsEmpty && !shape.IsGuarded(axes.OfScalars[axes.OfScalars.Length - 1]) && Product(axes.OfScalars) >= Together
            && Product(axes.Reductions) * (Together + Math.Min(lane.Extent, Together)) > target.FirstLevelFloats;

    /// <summary>
    /// Takes the outermost axes of the reduction until what is inside of them is no more than a block, and cuts the last of them so that it counts blocks; null
    /// where there are none that make blocks.
    /// </summary>
    private static ImmutableArray<Axis>? CutReduction(NestShape shape, ImmutableArray<Axis> reductions, ProgramBuilder builder)
    {
        ImmutableArray<Axis> outside =
            [.. reductions.TakeWhile((axis, i) => !shape.IsGuarded(axis) && (i == 0 || Product(reductions.Skip(i)) > MostInside))];
        var inside = Product(reductions.Skip(outside.Length));
        if (outside.IsEmpty || inside > MostInside)
        {
            return null;
        }

        var last = outside[outside.Length - 1];
        return LengthOf(last.Extent, (int)inside) switch
        {
            null => null,
            1 => outside,
            { } length => outside.SetItem(outside.Length - 1, shape.Cut(last, length, builder).Block),
        };
    }

    /// <summary>Parts the innermost axis of the factor that is not in the lanes, in blocks where it is long, from those outside of it.</summary>
    private static (ImmutableArray<Axis> Outer, Axis Inner) CutFeatures(NestShape shape, ImmutableArray<Axis> ofScalars, ProgramBuilder builder)
    {
        var inner = ofScalars[ofScalars.Length - 1];
        var outer = ofScalars.RemoveAt(ofScalars.Length - 1);
        if (inner.Extent <= Together * 3 / 2)
        {
            return (outer, inner);
        }

        var (block, position) = shape.Cut(inner, Together, builder);
        return (outer.Add(block), position);
    }

    /// <summary>
    /// The axes of one factor that go inside of those of the other, which goes over it once for each position: all of it where it stays in the second-level
    /// cache, else as many panels as do, in a loop outside of all others.
    /// </summary>
    private static ImmutableArray<Axis> TakenTogether(NestShape shape, ProductAxes axes, ProgramBuilder builder)
    {
        if (axes.OfScalars.IsEmpty || Product(axes.OfVectors) < ManyPasses || axes.OfVectors.Any(shape.IsGuarded))
        {
            return [];
        }

        long scalarFloats = FloatsOf(shape, axes.Scalars), vectorFloats = FloatsOf(shape, axes.Vectors);
        if (scalarFloats <= PanelFloats)
        {
            return axes.OfScalars;
        }

        if (vectorFloats <= PanelFloats)
        {
            return axes.OfVectors;
        }

        var axis = axes.OfScalars[axes.OfScalars.Length - 1];
        var together = (int)Math.Max(1, PanelFloats * Product(axes.OfScalars) / scalarFloats);
        if (axes.OfScalars.Length > 1 || together >= axis.Extent)
        {
            return [];
        }

        if (together == 1)
        {
            return axes.OfVectors;
        }

        // A last block of another length would have code of its own.
        var even = Enumerable.Range(1, together).Last(size => axis.Extent % size == 0);
        return [shape.Split(axis, even * 2 > together ? even : together, builder)];
    }

    private static long FloatsOf(NestShape shape, Read read)
        => read.Tensor.Size * (shape.Example is not null && shape.Addresses[read].Uses(shape.Example) ? VectorTarget.BlockExamples : 1);

    /// <summary>The positions of the outermost axis of the reduction in a block, or null where all of them are one.</summary>
    /// <param name="inside">Points of the other axes.</param>
    private static int? LengthOf(int extent, int inside)
    {
        var even = Enumerable.Range(1, extent).Where(length => extent % length == 0 && length * inside is >= LeastBlock and <= LargestBlock)
            .OrderBy(length => Math.Abs((length * inside) - GoodBlock)).Take(1).ToList();
        var length = even.Count > 0 ? even[0] : Math.Max(1, GoodBlock / inside);
        var blocks = (extent + length - 1) / length;
        return blocks < 2 ? null : even.Count > 0 ? length : (extent + blocks - 1) / blocks;
    }

    private static long Product(IEnumerable<Axis> axes) => axes.Aggregate(1L, (product, axis) => product * axis.Extent);

    /// <summary>The factors of a product, one of which is read in vectors, and its axes by which of them they go through.</summary>
    /// <param name="OfScalars">Output axes of the one factor alone.</param>
    /// <param name="OfVectors">Output axes of the other alone, without the one in the lanes.</param>
    private sealed record ProductAxes(
        Read Scalars, Read Vectors, ImmutableArray<Axis> Reductions, ImmutableArray<Axis> OfScalars, ImmutableArray<Axis> OfVectors)
    {
        /// <returns>Null for what is no product of one factor in vectors and another in scalars, or sums over examples that are not known.</returns>
        public static ProductAxes? Of(NestShape shape, Axis lane)
        {
            var factors = shape.Loop.IsContraction ? shape.Loop.Body.Reads.ToArray() : [];
            ImmutableArray<Axis> reductions = [.. shape.FreeAxes.Where(axis => shape.IsReduction(axis) && !shape.IsScalar(axis))];
            if (factors.Count(factor => shape.Addresses[factor].Uses(lane)) != 1 || shape.IsReduction(lane) || reductions.Any(axis => axis.IsRuntimeBound))
            {
                return null;
            }

            Read vectors = factors.Single(factor => shape.Addresses[factor].Uses(lane)), scalars = factors.Single(factor => !factor.Equals(vectors));
            var outputs = shape.FreeAxes.Where(axis => !shape.IsReduction(axis) && !shape.IsScalar(axis)).ToList();
            return new(
                scalars,
                vectors,
                reductions,
                [.. outputs.Where(axis => IsOfOne(axis, scalars, vectors))],
                [.. outputs.Where(axis => IsOfOne(axis, vectors, scalars) && !axis.Equals(lane))]);

            bool IsOfOne(Axis axis, Read one, Read other) => shape.Addresses[one].Uses(axis) && !shape.Addresses[other].Uses(axis);
        }
    }
}
