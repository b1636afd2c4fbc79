using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>Gives every tensor an offset in the arena such that tensors which live at the same time do not overlap.</summary>
internal static class MemoryPlan
{
    /// <summary>Offsets are multiples of a cache line.</summary>
    public const int Alignment = 16;

    /// <param name="lengths">The floats that each tensor needs.</param>
    /// <param name="lifetimes">First and last step at which each tensor holds something.</param>
    /// <param name="start">The first free float.</param>
    public static (ImmutableDictionary<Tensor, int> Offsets, int End) Of(
        IReadOnlyDictionary<Tensor, int> lengths, IReadOnlyDictionary<Tensor, (int First, int Last)> lifetimes, int start)
    {
        var placed = new List<(Tensor Tensor, int Offset, int End)>();
        var end = start;
        foreach (var tensor in lengths.Keys.OrderByDescending(tensor => lengths[tensor]).ThenBy(tensor => tensor.Id))
        {
            var (first, last) = lifetimes[tensor];
            var offset = start;
            foreach (var other in placed.Where(other => lifetimes[other.Tensor].First <= last && first <= lifetimes[other.Tensor].Last).OrderBy(other => other.Offset))
            {
                if (offset + lengths[tensor] <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, other.End);
            }

            var stop = checked(Align(offset + lengths[tensor]));
            placed.Add((tensor, offset, stop));
            end = Math.Max(end, stop);
        }

        return (placed.ToImmutableDictionary(entry => entry.Tensor, entry => entry.Offset), end);
    }

    public static int Align(int floats) => checked((floats + Alignment - 1) / Alignment * Alignment);
}
