using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Parsing;

/// <summary>The MSBuild property <c>StaticNetsVectorWidths</c>: which widths to emit, all unless set.</summary>
internal static class VectorWidthsOption
{
    private const string Key = "build_property._StaticNetsVectorWidths";

    /// <returns>The widths, ascending, and the property's text where it is not a list of widths.</returns>
    public static (EquatableArray<int> Widths, string? Invalid) Read(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(Key, out var text) || text.Trim().Length == 0)
        {
            return (VectorTarget.Widths, null);
        }

        var parts = text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var widths = VectorTarget.Widths.Where(width => parts.Contains(Literal.Of(width))).ToArray();
        return widths.Length == parts.Distinct().Count() && widths.Length > 0 ? (widths, null) : (VectorTarget.Widths, text);
    }
}
