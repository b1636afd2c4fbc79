using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>Chooses how much of each axis the innermost code handles at once, and the order of the loops.</summary>
internal sealed class Tiling
{
    /// <summary>A tap axis (kernel column) longer than this is not written out position by position.</summary>
    private const int MaximumStaticTaps = 12;

    /// <summary>Multiply-adds that the innermost code of one tile may have.</summary>
    private const int MaximumLeaf = 128;

    /// <summary>Below this an innermost loop spends too much on its counter.</summary>
    private const int ComfortableLeaf = 32;

    private const int FullUnroll = 8;

    private readonly NestShape shape;
    private readonly Axis? lane;
    private readonly int laneUnits;
    private readonly ContractionBlocking? blocking;
    private readonly VectorTarget target;
    private readonly (Axis Position, Axis Tap)? pair;
    private readonly HashSet<Axis> guarded;

    private Tiling(NestShape shape, Axis? lane, int reach, ContractionBlocking? blocking, VectorTarget target)
    {
        this.shape = shape;
        this.lane = lane;
        this.blocking = blocking;
        this.target = target;
        laneUnits = (reach + target.Lanes - 1) / target.Lanes;
        pair = StaticPair();
        guarded = [.. shape.Guards.Where(guard => !IsStatic(guard)).SelectMany(guard => guard.Value.Terms).Select(term => term.Axis)];
    }

    /// <summary>The levels of all axes but those that enclosing loops bind.</summary>
    /// <param name="reach">How far vectors may reach along the lane axis.</param>
    /// <param name="blocking">How a contraction was cut so that what it goes over again stays in caches; null where it was not.</param>
    public static ImmutableArray<Level> Levels(NestShape shape, Axis? lane, int reach, ContractionBlocking? blocking, VectorTarget target)
        => new Tiling(shape, lane, reach, blocking, target).Levels();

    private ImmutableArray<Level> Levels()
    {
        var outputs = shape.FreeAxes.Where(axis => !shape.IsReduction(axis)).ToList();
        var reductions = shape.FreeAxes.Where(shape.IsReduction).ToList();
        var decided = DecidedAxes(outputs);
        var tiles = shape.Loop.Combine == Combine.Assign ? MapTiles(outputs, decided) : SumTiles(outputs);
        var leaf = outputs.Aggregate(1, (product, axis) => product * tiles[axis]) * (shape.Loop.IsContraction ? 1 : Cost.Operations(shape.Loop.Body));
        var levels = ImmutableArray.CreateBuilder<Level>();
        var inOrder = outputs.OrderBy(axis => DepthOf(axis, tiles)).ThenBy(axis => IsInsideOfBlocks(axis) ? OwnDepth(axis, tiles) : default);
        foreach (var axis in inOrder)
        {
            if (blocking is not null && IsInsideOfBlocks(axis))
            {
                levels.AddRange(blocking.Reductions.Where(reductions.Remove).Select(outside => new Level(outside, true, 1)));
            }

            levels.Add(new(axis, false, tiles[axis], axis.Equals(pair?.Tap) || decided.Contains(axis), axis.Equals(shape.Loop.Lookup?.Axis)));
        }

        levels.AddRange(Unrolled(reductions, leaf));
        return levels.ToImmutable();
    }

    private bool IsInsideOfBlocks(Axis axis) => blocking is not null && blocking.Inner.Contains(axis);

    /// <summary>Where an output axis stands; what counts blocks of one that is an output axis too stands no further inside than that one.</summary>
    private Depth DepthOf(Axis axis, Dictionary<Axis, int> tiles)
    {
        if (IsInsideOfBlocks(axis))
        {
            return Depth.InsideOfBlocks;
        }

        if (blocking is not null && blocking.Late.Contains(axis))
        {
            return Depth.OutsideOfBlocks;
        }

        var own = OwnDepth(axis, tiles);
        return shape.Blocked.FirstOrDefault(blocked => blocked.Block.Uses(axis)) is { } blocked && tiles.ContainsKey(blocked.Position)
            ? (Depth)Math.Min((int)own, (int)OwnDepth(blocked.Position, tiles))
            : own;
    }

    private Depth OwnDepth(Axis axis, Dictionary<Axis, int> tiles)
    {
        if (shape.IsBlock(axis))
        {
            return Depth.Block;
        }

        if (shape.IsScalar(axis))
        {
            return axis.Equals(shape.Loop.Lookup?.Axis) ? Depth.Lookup : Depth.Scalar;
        }

        if (axis.Equals(lane))
        {
            return Depth.Lane;
        }

        return tiles[axis] > 1 || axis.Equals(pair?.Position) ? Depth.Tiled : Depth.Single;
    }

    /// <summary>
    /// The levels of a reduction, the lane axis last; unrolling goes from the innermost outwards. But the first of several greatest is the first by the order
    /// of the loop's own axes.
    /// </summary>
    /// <param name="leaf">Operations of the innermost code before anything is unrolled.</param>
    private IEnumerable<Level> Unrolled(List<Axis> reductions, int leaf)
    {
        var isOrdered = shape.Loop.Combine == Combine.ArgMaximum;
        reductions = isOrdered ? reductions : [.. reductions.OrderBy(axis => axis.Equals(lane) ? 2 : axis.Equals(pair?.Tap) ? 1 : 0)];
        if (pair is { } taps && reductions.Contains(taps.Tap))
        {
            leaf *= taps.Tap.Extent;
        }

        // Outside of a loop that goes on, neighbouring positions would all come before its next.
        var isBroken = false;
        var levels = new Stack<Level>();
        foreach (var axis in ((IEnumerable<Axis>)reductions).Reverse())
        {
            var isTap = axis.Equals(pair?.Tap);
            var isSingle = guarded.Contains(axis) || axis.IsRuntimeBound || axis.Equals(pair?.Position) || isBroken;
            var unroll = isTap ? axis.Extent : isSingle ? 1 : Unroll(Units(axis), leaf);
            leaf *= isTap ? 1 : unroll;
            isBroken |= isOrdered && unroll < axis.Extent;
            levels.Push(new(axis, true, unroll, isTap));
        }

        return levels;
    }

    private int Units(Axis axis) => axis.Equals(lane) ? laneUnits : axis.Extent;

    private static int Unroll(int units, int leaf)
    {
        if (units <= FullUnroll && leaf * units <= MaximumLeaf)
        {
            return units;
        }

        var unroll = 1;
        while (leaf * unroll * 2 <= ComfortableLeaf && unroll * 2 <= units)
        {
            unroll *= 2;
        }

        return unroll;
    }

    /// <summary>
    /// The innermost pair of a position axis and a tap axis that together can leave the input, as columns and kernel columns do under padding. Its taps are
    /// written out and the positions near the edges get code of their own, so that no multiplication with padding is left. Positions that an enclosing loop
    /// goes through cannot have code of their own.
    /// </summary>
    private (Axis Position, Axis Tap)? StaticPair()
    {
        foreach (var guard in ((IEnumerable<Guard>)shape.Guards).Reverse())
        {
            var axes = guard.Value.Terms.Select(term => term.Axis).Where(axis => axis.Extent > 1).OrderByDescending(axis => axis.Extent).ToList();
            if (axes.Count == 2 && axes[1].Extent <= MaximumStaticTaps && KeepsOrder(axes[1]) && !axes.Contains(lane!) && !axes.Any(shape.IsScalar)
                && shape.Guards.All(
                    other => other.Value.Terms.Count(term => axes.Contains(term.Axis)) is 0 || other.Value.Terms.All(term => axes.Contains(term.Axis))))
            {
                return (axes[0], axes[1]);
            }
        }

        return null;
    }

    /// <summary>Whether the axis may be written out where its level stands: an axis of a search only inside of all the others.</summary>
    private bool KeepsOrder(Axis axis)
        => shape.Loop.Combine != Combine.ArgMaximum || !shape.IsReduction(axis) || axis.Equals(shape.Axes.Last(shape.IsReduction));

    private bool IsStatic(Guard guard) => pair is { } taps && guard.Value.Terms.All(term => term.Axis.Equals(taps.Position) || term.Axis.Equals(taps.Tap));

    /// <summary>Axes whose position decides which expression applies, as the gates of a recurrent layer do: written out, each position has its own.</summary>
    private HashSet<Axis> DecidedAxes(List<Axis> outputs)
    {
        var axes = shape.Loop.Combine == Combine.Assign ? Decisions(shape.Loop.Body).SelectMany(value => value.Terms).Select(term => term.Axis) : [];
        return [.. axes.Where(axis => axis.Extent <= MaximumStaticTaps && !axis.Equals(lane) && outputs.Contains(axis))];
    }

    private static IEnumerable<Affine> Decisions(Expression expression) => expression is Select { Left: Position position, Right: Constant } select
        ? Decisions(select.Then).Concat(Decisions(select.Else)).Append(position.Value)
        : expression.Parts.SelectMany(Decisions);

    private Dictionary<Axis, int> MapTiles(List<Axis> outputs, HashSet<Axis> decided)
    {
        var tiles = outputs.ToDictionary(axis => axis, axis => axis.Equals(pair?.Tap) || decided.Contains(axis) ? axis.Extent : 1);
        if (lane is not null && outputs.Contains(lane))
        {
            var most = Cost.IsExpensive(shape.Loop.Body) ? 2 : 4;
            tiles[lane] = Enumerable.Range(1, Math.Min(most, laneUnits)).Last(tile => laneUnits % tile == 0 || laneUnits > 8 * tile);
        }

        return tiles;
    }

    /// <summary>Whether the vectors along the axis are a cache line of a panel, which is loaded once only where they are taken together.</summary>
    private bool IsLineOfPanel(Axis axis)
        => axis.Equals(lane) && shape.Blocked.Any(blocked => blocked.Position.Equals(axis) && blocked.Length == PanelChoice.Width);

    private Dictionary<Axis, int> SumTiles(List<Axis> outputs)
    {
        var choices = outputs
            .Select(axis => axis.Equals(pair?.Tap) || IsLineOfPanel(axis)
                ? TileChoice.Whole
                : guarded.Contains(axis) || shape.IsBlock(axis) ? TileChoice.One : TileChoice.Any).ToArray();
        var sizes = TileSearch.Of(shape, outputs, choices, Units, lane, isBlocked: blocking is not null, target);
        return outputs.Select((axis, i) => (axis, sizes[i])).ToDictionary(entry => entry.axis, entry => entry.Item2);
    }

    /// <summary>Where the loop over an output axis stands, from the outermost inwards.</summary>
    private enum Depth
    {
        /// <summary>Counts blocks that stay in a cache.</summary>
        Block,

        /// <summary>Has one value at a time, as what a lookup depends on has.</summary>
        Scalar,

        /// <summary>What the data chooses; what depends on it comes after it.</summary>
        Lookup,

        /// <summary>Goes from position to position.</summary>
        Single,

        /// <summary>Goes from tile to tile.</summary>
        Tiled,

        Lane,

        /// <summary>Right outside of a loop over blocks of the reduction.</summary>
        OutsideOfBlocks,

        /// <summary>Inside of that loop.</summary>
        InsideOfBlocks,
    }
}
