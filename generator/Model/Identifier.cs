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
}
