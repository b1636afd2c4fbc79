using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>Gives every tensor an offset in the arena such that tensors which live at the same time do not overlap.</summary>
internal static class MemoryPlan
{
    /// <summary>Offsets are multiples of a cache line.</summary>
    public const int Alignment = Agreement.CacheLineFloats;

    /// <param name="lengths">The floats that each tensor needs.</param>
    /// <param name="lifetimes">First and last step at which each tensor holds something.</param>
    /// <param name="start">The first free float.</param>
    public static (ImmutableDictionary<Tensor, int> Offsets, int End) Of(
        IReadOnlyDictionary<Tensor, int> lengths, IReadOnlyDictionary<Tensor, (int First, int Last)> lifetimes, int start)
    {
        // In the order of their offsets.
        var placed = new List<(int Offset, int End, int First, int Last)>(lengths.Count);
        var offsets = ImmutableDictionary.CreateBuilder<Tensor, int>();
        var end = start;
        foreach (var tensor in lengths.Keys.OrderByDescending(tensor => lengths[tensor]).ThenBy(tensor => tensor.Id))
        {
            var (first, last) = lifetimes[tensor];
            var length = lengths[tensor];
            var offset = start;
            foreach (var other in placed)
            {
                if (other.First > last || first > other.Last)
                {
                    continue;
                }

                if (offset + length <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, other.End);
            }

            var stop = checked(Align(offset + length));
            var position = placed.Count;
            while (position > 0 && placed[position - 1].Offset > offset)
            {
                position--;
            }

            placed.Insert(position, (offset, stop, first, last));
            offsets[tensor] = offset;
            end = Math.Max(end, stop);
        }

        return (offsets.ToImmutable(), end);
    }

    public static int Align(int floats) => checked((floats + Alignment - 1) / Alignment * Alignment);
}
