using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// Finds the tile sizes of a sum's output axes with the fewest estimated cycles: two multiply-adds and two loads a cycle, four cycles of latency for a chain of
/// additions. What a tile goes through has to stay in the first-level cache to be loaded as fast by the next one.
/// </summary>
internal sealed class TileSearch
{
    /// <summary>Sums of anything but products reuse no loads, so that more accumulators than hide the latency only lengthen the code.</summary>
    private const int AccumulatorsWithoutReuse = 4;

    /// <summary>Additions that are under way at once, and registers for them: two start in each of the four cycles that one takes.</summary>
    private const int AdditionsUnderWay = 8, ChainRegisters = 12;

    /// <summary>Floats that come from the second-level cache in a cycle (Zen 5: 48 bytes measured, of 64).</summary>
    private const double SecondLevelFloatsPerCycle = 12;

    /// <summary>
    /// Streams from beyond the first-level cache that prefetchers follow: with 21 of them a product of one example took 1.15 of the time (Zen 5).
    /// </summary>
    private const int MostStreams = 9;

    private readonly int[] extents;
    private readonly TileChoice[] choices;
    private readonly VectorTarget target;
    private readonly double steps;
    private readonly double finish;
    private readonly int elements;
    private readonly bool isContraction;

    private readonly bool isBlocked;
    private readonly Loop loop;

    /// <summary>The two factors of a contraction.</summary>
    private readonly TiledFactor[] factors;

    private readonly int[] tiles;
    private readonly int[] sizes;
    private int[] best;
    private double least;

    /// <param name="outputs">The axes to tile, in order.</param>
    /// <param name="choices">How far each may vary.</param>
    /// <param name="units">The length of each axis, in vectors for the lane axis.</param>
    /// <param name="lane">The axis whose neighbours share a vector.</param>
    /// <param name="isBlocked">Whether what a tile goes through stays in the first-level cache, since the reduction is taken in blocks.</param>
    private TileSearch(
        NestShape shape, IReadOnlyList<Axis> outputs, TileChoice[] choices, Func<Axis, int> units, Axis? lane, bool isBlocked, VectorTarget target)
    {
        this.choices = choices;
        this.target = target;
        extents = [.. outputs.Select(units)];
        steps = Math.Max(1.0, shape.Axes.Where(shape.IsReduction).Aggregate(1.0, (product, axis) => product * units(axis)));
        finish = lane is not null && shape.IsReduction(lane) ? 6.0 : 1.0;
        loop = shape.Loop;
        this.isBlocked = isBlocked;
        isContraction = shape.Loop.IsContraction;
        elements = shape.Loop.Body.Reads.Distinct().Count();
        factors = isContraction ? [.. shape.Loop.Body.Reads.Select(read => new TiledFactor(shape, shape.Addresses[read], outputs, lane, target.Lanes))] : [];
        tiles = [.. outputs.Select((_, i) => choices[i] == TileChoice.Whole ? extents[i] : 1)];
        sizes = new int[outputs.Count];
        best = [.. tiles];
        least = Cycles(0);
    }

    /// <summary>The size of each axis's tiles.</summary>
    public static int[] Of(
        NestShape shape, IReadOnlyList<Axis> outputs, TileChoice[] choices, Func<Axis, int> units, Axis? lane, bool isBlocked, VectorTarget target)
    {
        var search = new TileSearch(shape, outputs, choices, units, lane, isBlocked, target);
        search.Try(0);
        return search.best;
    }

    /// <summary>
    /// How many sums to divide each accumulator into: as many as keep both units busy, unless there are not so many terms beside one another.
    /// </summary>
    /// <param name="accumulators">Of a tile.</param>
    /// <param name="terms">Of each accumulator, in the innermost code.</param>
    public static int Chains(Loop loop, int accumulators, double terms)
    {
        var chains = 1;
        while (loop.IsContraction && accumulators * chains < AdditionsUnderWay
            && accumulators * chains * 2 <= ChainRegisters && chains * 2 <= terms)
        {
            chains *= 2;
        }

        return chains;
    }

    /// <summary>Tries all sizes of the axes from the given one on.</summary>
    private void Try(int axis)
    {
        if (axis == tiles.Length)
        {
            var cycles = Cycles(0);
            if (cycles < least * 0.999)
            {
                least = cycles;
                best = [.. tiles];
            }

            return;
        }

        if (choices[axis] != TileChoice.Any)
        {
            Try(axis + 1);
            return;
        }

        for (var size = 1; size <= Math.Min(extents[axis], target.Registers - 2); size++)
        {
            tiles[axis] = size;
            if (Product(tiles) > target.Registers - 3)
            {
                break;
            }

            Try(axis + 1);
        }

        tiles[axis] = 1;
    }

    /// <summary>Estimated cycles of one pass over the reduction for all tiles, whole and partial, of the axes from the given one on.</summary>
    private double Cycles(int axis)
    {
        if (axis == tiles.Length)
        {
            return OfTile();
        }

        int whole = extents[axis] / tiles[axis], rest = extents[axis] % tiles[axis];
        sizes[axis] = tiles[axis];
        var cycles = whole * Cycles(axis + 1);
        if (rest > 0)
        {
            sizes[axis] = rest;
            cycles += Cycles(axis + 1);
        }

        return cycles;
    }

    private double OfTile()
    {
        var accumulators = Product(sizes);
        int loads = accumulators * elements, resident = 1;
        var loading = 0.0;
        if (isContraction)
        {
            int left = factors[0].Elements(sizes), right = factors[1].Elements(sizes);
            loads = left + right;
            resident = Math.Min(left, right);
            if (!isBlocked && factors[0].Span(sizes) + factors[1].Span(sizes) > target.FirstLevelFloats)
            {
                if (factors.Sum(factor => factor.Streams(sizes)) > MostStreams)
                {
                    return double.PositiveInfinity;
                }

                loading = factors.Sum(factor => factor.Again(sizes, extents)) / SecondLevelFloatsPerCycle;
            }
        }

        if (accumulators + resident + 1 > target.Registers || (!isContraction && accumulators > AccumulatorsWithoutReuse && IsTiled()))
        {
            return double.PositiveInfinity;
        }

        var chains = Chains(loop, accumulators, steps);
        var step = Math.Max(Math.Max(accumulators / 2.0, Math.Max(loads / 2.0, loading)), 4.0 / chains);
        return (steps * (step + (0.1 * loads))) + (accumulators * (finish + chains - 1));
    }

    private bool IsTiled()
    {
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] != 1 && choices[i] != TileChoice.Whole)
            {
                return true;
            }
        }

        return false;
    }

    private static int Product(int[] sizes)
    {
        var product = 1;
        foreach (var size in sizes)
        {
            product *= size;
        }

        return product;
    }
}

/// <summary>What a <see cref="TileSearch"/> may choose for an axis.</summary>
internal enum TileChoice
{
    /// <summary>Any size that the registers allow.</summary>
    Any,

    /// <summary>Tiles of one.</summary>
    One,

    /// <summary>One tile: the axis is written out.</summary>
    Whole,
}
