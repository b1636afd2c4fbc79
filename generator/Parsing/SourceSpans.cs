using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Places in a class's declarations, or none.</summary>
/// <param name="parts">The class's declarations.</param>
/// <param name="isKept">Whether places are wanted.</param>
internal sealed class SourceSpans(List<TypeDeclarationSyntax> parts, bool isKept)
{
    public SourceSpan? Of(SyntaxNode? node) => isKept && node is not null ? new(parts.FindIndex(part => part.SyntaxTree == node.SyntaxTree), node.Span) : null;

    /// <summary>The name in a declaration, which is what a message about the whole of it points to.</summary>
    public SourceSpan? OfName(SyntaxNode node)
    {
        var name = node switch
        {
            BaseTypeDeclarationSyntax declaration => declaration.Identifier,
            MethodDeclarationSyntax method => method.Identifier,
            PropertyDeclarationSyntax property => property.Identifier,
            EventDeclarationSyntax @event => @event.Identifier,
            DelegateDeclarationSyntax @delegate => @delegate.Identifier,
            ConstructorDeclarationSyntax constructor => constructor.Identifier,
            VariableDeclaratorSyntax variable => variable.Identifier,
            _ => node.GetFirstToken(),
        };
        return Of(node) is { } whole ? whole with { Span = name.Span } : null;
    }
}
