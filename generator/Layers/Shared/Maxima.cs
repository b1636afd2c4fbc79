using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The greatest of several elements, which training finds again by its position among them.</summary>
internal static class Maxima
{
    /// <summary>No element is less: what stands for one that does not count.</summary>
    public const double Lowest = double.NegativeInfinity;

    /// <summary>Reports more elements than their positions are numbers.</summary>
    /// <param name="argument">The argument at fault; null for the whole attribute.</param>
    public static bool CanBeFound(LayerContext context, string? argument, long elements)
    {
        if (elements <= FloatRange.LargestInteger)
        {
            return true;
        }

        context.Report(
            Descriptors.OutOfRange, argument, [
                context.Declaration.Text,
                "the number of elements of a window",
                Literal.Of(elements),
                $"at most {Literal.Of(FloatRange.LargestInteger)}"
            ]);
        return false;
    }
}
