using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A factor of which several positions of a tile read the same elements at different taps, as neighbouring columns of a convolution do. The JIT sees that and
/// keeps such elements from one tap to the next, on the stack where the sums leave no register for them. These positions read through references of their own,
/// which nothing shows the JIT to lead to the same memory.
/// </summary>
/// <param name="References">Which reference each position of the tile reads through, the positions of the innermost axis following one another.</param>
internal sealed record RepeatedRead(Read Read, ImmutableArray<int> References)
{
    /// <summary>
    /// More references than this would not stay in general registers, or cost more additions of addresses than they save. Where the multiply-add itself spreads
    /// a float over the lanes, reading it once more is no instruction, and more are worth while: LeNet's first convolution of one image (Zen 4) takes 0.9 of
    /// the time at 512 bits with five, and 1.1 at 256.
    /// </summary>
    private static int MostReferences(VectorTarget target) => target.EmbedsBroadcasts ? 6 : 4;

    /// <summary>How many references there are.</summary>
    public int Count => References.Max() + 1;

    /// <summary>Those factors of a contraction whose repeated elements would not stay in registers.</summary>
    public static ImmutableArray<RepeatedRead> Of(Nest nest, VectorTarget target)
    {
        if (!nest.Loop.IsContraction)
        {
            return [];
        }

        var tiles = nest.Addresses.ToDictionary(entry => entry.Read, entry => Offsets(entry.Address, isReduction: false));
        var accumulators = nest.Tile(isReduction: false);
        var taken = (accumulators * nest.Chains(accumulators)) + tiles.Values.Min(offsets => offsets.Distinct().Count()) + 1;
        return [.. nest.Addresses.Select(entry => Split(entry.Read, tiles[entry.Read], Offsets(entry.Address, isReduction: true))).OfType<RepeatedRead>()];

        // How far an address moves over a tile, position by position.
        List<int> Offsets(Affine address, bool isReduction)
        {
            List<int> offsets = [0];
            foreach (var level in nest.Levels.Where(level => level.IsReduction == isReduction))
            {
                var step = address.CoefficientOf(level.Axis) * (level.Axis.Equals(nest.Lane) ? target.Lanes : 1);
                offsets = [.. offsets.SelectMany(offset => Enumerable.Range(0, level.Tile).Select(j => offset + (j * step)))];
            }

            return offsets;
        }

        RepeatedRead? Split(Read read, List<int> positions, List<int> taps)
        {
            if (taken + Kept(positions, taps) <= target.Registers)
            {
                return null;
            }

            var references = new Dictionary<int, int>();
            foreach (var position in positions.Distinct())
            {
                var others = references.Where(other => Meet(position - other.Key, taps)).Select(other => other.Value).ToList();
                references[position] = Enumerable.Range(0, others.Count + 1).First(reference => !others.Contains(reference));
            }

            var split = new RepeatedRead(read, [.. positions.Select(position => references[position])]);
            return split.Count > 1 && split.Count <= MostReferences(target) ? split : null;
        }
    }

    /// <summary>The reference through which to read.</summary>
    /// <param name="tile">The position in the tile of each output level, from the outermost inwards, with the level's size.</param>
    public int ReferenceAt(IEnumerable<(int Position, int Size)> tile)
        => References[tile.Aggregate(0, (ordinal, level) => (ordinal * level.Size) + level.Position)];

    /// <summary>The most elements that have been read at one time and will be read again.</summary>
    private static int Kept(List<int> positions, List<int> taps)
    {
        var first = new Dictionary<int, int>();
        var last = new Dictionary<int, int>();
        for (var tap = 0; tap < taps.Count; tap++)
        {
            foreach (var position in positions)
            {
                var element = position + taps[tap];
                last[element] = tap;
                if (!first.ContainsKey(element))
                {
                    first[element] = tap;
                }
            }
        }

        return Enumerable.Range(0, taps.Count).Max(tap => first.Count(entry => entry.Value <= tap && last[entry.Key] > tap));
    }

    /// <summary>Whether two positions this far apart have an element in common, at different taps.</summary>
    private static bool Meet(int distance, List<int> taps) => taps.Any(tap => taps.Contains(tap + distance));
}
