using System.Collections.Immutable;

#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>
/// How many steps a layer that moves a window over a sequence makes of so many: <c>floor((length + offset) / stride) + 1</c>, none where that is less than 1.
/// </summary>
/// <param name="Offset">The padding at both ends less the window's reach.</param>
/// <param name="Stride">The distance between neighbouring windows, at least 1.</param>
#if STATICNETS_COMPILER
internal
#else
public
#endif
readonly record struct LengthRule(int Offset, int Stride)
{
    /// <summary>The steps of a sequence of this length behind the layer.</summary>
    /// <param name="length">The steps before it.</param>
    public int Steps(int length) => length + Offset < 0 ? 0 : ((length + Offset) / Stride) + 1;

    /// <summary>The steps behind several such layers, in their order.</summary>
    internal static int Steps(ImmutableArray<LengthRule> rules, int length)
    {
        foreach (var rule in rules)
            length = rule.Steps(length);
        return length;
    }

    /// <summary>The least length that gives this many steps.</summary>
    /// <param name="steps">At least 1.</param>
    public int LeastLength(int steps) => Math.Max(1, ((steps - 1) * Stride) - Offset);
}
