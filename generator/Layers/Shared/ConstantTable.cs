using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Tables that a layer has written into the emitted code.</summary>
internal static class ConstantTable
{
    /// <summary>More constants make the source too large for editors.</summary>
    public const int Maximum = 1 << 16;

    /// <summary>Reports a table that is too large.</summary>
    /// <param name="argument">The argument at fault; null for the whole attribute.</param>
    public static bool Fits(LayerContext context, string? argument, double elements)
    {
        if (elements <= Maximum)
        {
            return true;
        }

        context.Report(
            Descriptors.NotSupported,
            argument,
            [
                context.Declaration.Text,
                $"it needs a table of {LayerContext.Count(elements)} constants, but at most {Literal.Of(Maximum)} are written into code",
            ]);
        return false;
    }
}
