using System.Text;
using Microsoft.CodeAnalysis;

namespace StaticNets.Generator.Parsing;

/// <summary>
/// A stem for the names of generated files: readable, of allowed characters only, and unique in the compilation, even where case does not count and where the
/// source has errors. A name that is not exact, or that others could share, gets a hash, which no exact name has.
/// </summary>
internal static class HintName
{
    public static string Of(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        var identity = new StringBuilder();
        var isExact = true;
        for (ISymbol? symbol = type; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true } and (INamedTypeSymbol
            or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            var part = new string([.. symbol.MetadataName.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '`' ? letter : '-')]);
            var twins = Twins(symbol);
            isExact &= part == symbol.MetadataName && twins.Count == 1 && !IsSuffix(part);
            name.Insert(0, name.Length == 0 ? part : part + ".");
            identity.Append(symbol.Kind).Append(' ').Append(twins.FindIndex(twin => SymbolEqualityComparer.Default.Equals(twin, symbol))).Append(' ')
                .Append(symbol.MetadataName).Append('\n');
        }

        return isExact ? name.ToString() : $"{name}-{StableHash.Of(identity.ToString()):x16}";
    }

    /// <summary>
    /// The symbol and those beside it whose names differ from its in nothing but case, which file names that are compared do not see: types and namespaces,
    /// and, where the source has errors, a class and a record of one name. Their order is that of the source.
    /// </summary>
    private static List<ISymbol> Twins(ISymbol symbol)
    {
        var container = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
        return [.. container?.GetMembers().Where(other =>
            other is INamespaceOrTypeSymbol && string.Equals(other.MetadataName, symbol.MetadataName, StringComparison.OrdinalIgnoreCase)) ?? [symbol]];
    }

    /// <summary>Whether a network of this name inside another would have a file of the name that one with the other's code has.</summary>
    private static bool IsSuffix(string part) => EmittedNames.Suffixes.Any(suffix => string.Equals(part, suffix, StringComparison.OrdinalIgnoreCase));
}
