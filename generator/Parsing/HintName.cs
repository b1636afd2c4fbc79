using System.Text;
using Microsoft.CodeAnalysis;

namespace StaticNets.Generator.Parsing;

/// <summary>A stem for the names of generated files: readable, unique in the compilation even where case does not count, and of allowed characters only.</summary>
internal static class HintName
{
    public static string Of(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        var isExact = true;
        for (ISymbol? symbol = type; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true } and (INamedTypeSymbol or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            var part = new string([.. symbol.MetadataName.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '`' ? letter : '-')]);
            isExact &= part == symbol.MetadataName && !HasTwin(symbol);
            name.Insert(0, name.Length == 0 ? part : part + ".");
        }

        return isExact ? name.ToString() : $"{name}-{Hash(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)):x8}";
    }

    /// <summary>Whether a name beside this one differs from it in nothing but case: the compiler takes file names that do so for equal.</summary>
    private static bool HasTwin(ISymbol symbol)
    {
        var container = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
        return container?.GetMembers().Any(other => other is INamespaceOrTypeSymbol && other.MetadataName != symbol.MetadataName
            && string.Equals(other.MetadataName, symbol.MetadataName, StringComparison.OrdinalIgnoreCase)) == true;
    }

    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
