using Microsoft.CodeAnalysis.CSharp;

namespace StaticNets.Generator.Model;

/// <summary>Names as C# source has them.</summary>
internal static class Identifier
{
    /// <summary>Words that mean something else in places where a type's name may stand, but are no keywords to the compiler's lists.</summary>
    private static readonly HashSet<string> TypeWords = ["_", "dynamic", "nint", "notnull", "nuint"];

    /// <summary>
    /// The name, behind an @ where it could be taken for a keyword, whatever the place: class <c>record</c> has no constructor <c>public record()</c>.
    /// </summary>
    public static string Of(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || TypeWords.Contains(name)
            ? $"@{name}"
            : name;

    /// <summary>A parameter's name from a layer's and what it holds of it: <c>block1.attention</c> becomes <c>block1AttentionWeights</c>.</summary>
    public static string OfLayer(string layer, string suffix)
    {
        var parts = layer.Split('.', '_', '-').Where(part => part.Length > 0)
            .Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1));
        var name = string.Concat(parts) + suffix;
        return char.IsDigit(name[0]) ? "layer" + name : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
