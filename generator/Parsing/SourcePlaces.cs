using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Turns nodes into places that compare by value, and these into locations again. Lives as long as one declaration is looked at.</summary>
internal sealed class SourcePlaces
{
    private readonly List<SyntaxTree> trees = [];

    public SourceSpan Of(SyntaxNode node)
    {
        var tree = trees.IndexOf(node.SyntaxTree);
        if (tree < 0)
        {
            tree = trees.Count;
            trees.Add(node.SyntaxTree);
        }

        return new(tree, node.Span);
    }

    /// <summary>The name in a declaration, which is what a message about the whole of it points to.</summary>
    public SourceSpan OfName(SyntaxNode node)
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
        return Of(node) with { Span = name.Span };
    }

    public Location Locate(SourceSpan span) => Location.Create(trees[span.Tree], span.Span);
}
