using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>A run of equal tiles along an axis.</summary>
/// <param name="Offsets">The positions inside the first tile.</param>
/// <param name="Tiles">How many tiles; more than one become a loop.</param>
/// <param name="Scale">The distance from tile to tile.</param>
/// <param name="Lanes">Floats per vector in these tiles, for the lane axis.</param>
internal sealed record Segment(ImmutableArray<int> Offsets, int Tiles, int Scale, int Lanes);

/// <summary>Cuts an axis into runs of tiles that one piece of code can serve.</summary>
internal static class Segmentation
{
    public static IEnumerable<Segment> Of(Level level, Nest nest, int lanes, Bindings bindings)
    {
        var extent = Extent(level.Axis, nest, bindings);
        if (level.Axis.Equals(nest.Lane))
        {
            return OfLanes(level, extent, extent < level.Axis.Extent ? nest.LaneRestReach : nest.LaneReach, lanes);
        }

        if (level.IsStatic)
        {
            return Enumerable.Range(0, (extent + level.Tile - 1) / level.Tile)
                .Select(tile => new Segment(Positions(tile * level.Tile, Math.Min(level.Tile, extent - (tile * level.Tile))), 1, 0, 1));
        }

        // The last, partial block is no part of a tile.
        return nest.Blocked.Any(blocked => blocked.Block.Uses(level.Axis))
            ? OfPositions(level, nest, bindings, 0, extent - 1).Concat(OfPositions(level, nest, bindings, extent - 1, extent))
            : OfPositions(level, nest, bindings, 0, extent);
    }

    /// <summary>The positions of an axis: fewer than it has in the last block of one that was cut into blocks.</summary>
    public static int Extent(Axis axis, Nest nest, Bindings bindings)
        => nest.Blocked.FirstOrDefault(blocked => blocked.Position.Equals(axis)) is { } blocked && bindings.IsAt(blocked.Block, blocked.Last)
            ? blocked.Rest
            : axis.Extent;

    /// <summary>Whole vectors in tiles, then the vectors of the last partial tile, then narrower ones to the end.</summary>
    private static IEnumerable<Segment> OfLanes(Level level, int extent, int reach, int lanes)
    {
        int whole = extent / lanes, tiles = whole / level.Tile, rest = whole % level.Tile;
        if (tiles > 0)
        {
            yield return new([.. Enumerable.Range(0, level.Tile).Select(j => j * lanes)], tiles, level.Tile * lanes, lanes);
        }

        if (rest > 0)
        {
            yield return new([.. Enumerable.Range((tiles * level.Tile), rest).Select(j => j * lanes)], 1, 0, lanes);
        }

        for (var position = whole * lanes; position < extent;)
        {
            var narrow = lanes;
            while (narrow >= 4 && position + narrow > reach)
            {
                narrow /= 2;
            }

            narrow = narrow < 4 ? 1 : narrow;
            yield return new([position], 1, 0, narrow);
            position += narrow;
        }
    }

    /// <summary>
    /// Equal runs of tiles. Near an edge, tiles differ in which taps stay inside; those get code of their own, the interior becomes one loop.
    /// </summary>
    private static IEnumerable<Segment> OfPositions(Level level, Nest nest, Bindings bindings, int start, int extent)
    {
        var conditions = nest.Guards
            .Where(guard => guard.Value.Uses(level.Axis) && IsStaticallyKnown(guard, level.Axis, nest, bindings))
            .Select(guard => new Condition(guard.Value.CoefficientOf(level.Axis), Others(guard, level.Axis, bindings), guard.Extent)).ToList();
        while (start < extent)
        {
            var size = Math.Min(level.Tile, extent - start);
            var signature = Signature(start, size, conditions);
            var tiles = 1;
            if (size == level.Tile)
            {
                while (start + ((tiles + 1) * size) <= extent && Signature(start + (tiles * size), size, conditions) == signature)
                {
                    tiles++;
                }
            }

            yield return new(Positions(start, size), tiles, size, 1);
            start += tiles * size;
        }
    }

    private static ImmutableArray<int> Positions(int start, int size) => [.. Enumerable.Range(start, size)];

    /// <summary>Whether all other axes of the guard are written out statically.</summary>
    private static bool IsStaticallyKnown(Guard guard, Axis axis, Nest nest, Bindings bindings)
        => guard.Value.Terms.All(term => term.Axis.Equals(axis)
            || (bindings.PlaceOf(term.Axis) is var place and >= 0
                ? bindings.Axes[place].Variable is null
                : nest.Levels.Any(level => level.Axis.Equals(term.Axis) && level.IsStatic)))
            && guard.Value.Terms.Length > 1;

    /// <summary>Which positions of a tile are inside, for every condition and everything that its other axes may be.</summary>
    private static string Signature(int start, int size, List<Condition> conditions)
    {
        var signature = new char[size * conditions.Sum(condition => condition.Others.Count)];
        var next = 0;
        foreach (var (coefficient, others, extent) in conditions)
        {
            for (var j = 0; j < size; j++)
            {
                foreach (var other in others)
                {
                    var value = (coefficient * (start + j)) + other;
                    signature[next++] = value < 0 ? '<' : value >= extent ? '>' : '=';
                }
            }
        }

        return new(signature);
    }

    /// <summary>What the guard's other axes and its constant add up to, for every combination.</summary>
    private static List<int> Others(Guard guard, Axis axis, Bindings bindings)
    {
        List<int> values = [guard.Value.Constant];
        foreach (var (other, coefficient) in guard.Value.Terms)
        {
            if (!other.Equals(axis))
            {
                var place = bindings.PlaceOf(other);
                var positions = place >= 0 ? bindings.Axes[place].Offsets : Positions(0, other.Extent);
                values = [.. values.SelectMany(value => positions.Select(position => value + (coefficient * position)))];
            }
        }

        return values;
    }

    /// <summary>A guard as seen from one of its axes.</summary>
    /// <param name="Others">All that the other axes and the constant may add up to.</param>
    private sealed record Condition(int Coefficient, List<int> Others, int Extent);
}
