using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace StaticNets.Generator.Model;

/// <summary>A place in the source, without holding on to the syntax tree.</summary>
internal sealed record SourceSpan(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourceSpan Of(SyntaxNode node) => Of(node.GetLocation());

    public static SourceSpan Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
}

/// <summary>Something to say about the source.</summary>
/// <param name="Properties">What a code fix needs to know: names and values alternate.</param>
internal sealed record Problem(DiagnosticDescriptor Descriptor, SourceSpan? Span, EquatableArray<string> Arguments, EquatableArray<string> Properties = default);

/// <summary>An argument of an attribute as the compiler sees it.</summary>
/// <param name="Name">The parameter's or property's name in the attribute's declaration.</param>
/// <param name="Value">An int, long, double, bool, string or enum's number; null where it is not a constant.</param>
/// <param name="Span">The argument's expression, or null in the generator, which says nothing and must not depend on positions.</param>
internal sealed record Argument(string Name, object? Value, SourceSpan? Span);

/// <summary>One layer attribute.</summary>
/// <param name="Kind">The attribute's name without "Attribute".</param>
/// <param name="Text">The attribute as written, with single spaces.</param>
internal sealed record LayerDeclaration(string Kind, string Text, EquatableArray<Argument> Arguments, SourceSpan? Span);

/// <summary>
/// What the user wrote on one class. Compares by value and holds nothing of the compilation, so that an edit elsewhere leaves it equal and everything after it cached:
/// keep symbols and syntax out of it.
/// </summary>
/// <param name="Problems">What parsing found wrong.</param>
internal sealed record Declaration(
    TypeIdentity Type,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Argument> Options,
    SourceSpan? NameSpan,
    EquatableArray<Problem> Problems);
