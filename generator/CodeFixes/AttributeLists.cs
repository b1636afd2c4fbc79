using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.CodeFixes;

/// <summary>Writes attributes between others.</summary>
internal static class AttributeLists
{
    /// <summary>Puts an attribute on a line of its own before a list.</summary>
    public static SyntaxNode InsertBefore(SyntaxNode root, AttributeListSyntax list, string attribute)
    {
        // The first list has the comments of the whole class before it, which stay in front.
        var leading = list.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(leading.Last()) : default;
        var added = List(attribute).WithLeadingTrivia(leading).WithTrailingTrivia(EndOfLine(root));
        return root.ReplaceNode(list, [added, list.WithLeadingTrivia(indentation)]);
    }

    /// <summary>Puts an attribute before another of the same list.</summary>
    public static SyntaxNode InsertBefore(SyntaxNode root, AttributeSyntax next, string attribute)
    {
        var list = (AttributeListSyntax)next.Parent!;
        var position = list.Attributes.IndexOf(next);
        var attributes = list.Attributes.Insert(position, Attribute(attribute));
        var separators = attributes.GetSeparators()
            .Select(separator => separator.TrailingTrivia.Count > 0 ? separator : separator.WithTrailingTrivia(SyntaxFactory.Space));
        return root.ReplaceNode(list, list.WithAttributes(SyntaxFactory.SeparatedList(attributes, separators)));
    }

    /// <summary>Takes out an attribute, and its list where that is left empty; comments before the class stay.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        }

        if (list.Parent is TypeDeclarationSyntax type && type.AttributeLists.IndexOf(list) is 0)
        {
            var next = list.GetLastToken().GetNextToken();
            var lines = type.ReplaceToken(next, next.WithLeadingTrivia(list.GetLeadingTrivia()));
            return root.ReplaceNode(type, lines.WithAttributeLists(lines.AttributeLists.RemoveAt(0)));
        }

        return root.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>A name, qualified or not, with another last part.</summary>
    public static NameSyntax WithLastName(NameSyntax name, string last)
    {
        var identifier = SyntaxFactory.IdentifierName(last);
        return name switch
        {
            QualifiedNameSyntax qualified => qualified.WithRight(identifier.WithTriviaFrom(qualified.Right)),
            AliasQualifiedNameSyntax alias => alias.WithName(identifier.WithTriviaFrom(alias.Name)),
            _ => identifier.WithTriviaFrom(name),
        };
    }

    private static AttributeListSyntax List(string attribute) => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Attribute(attribute)));

    private static AttributeSyntax Attribute(string name) => SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(name));

    /// <summary>The file's own, so that a fix does not mix them.</summary>
    private static SyntaxTrivia EndOfLine(SyntaxNode root)
        => root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is var found && found.IsKind(SyntaxKind.EndOfLineTrivia)
            ? found
            : SyntaxFactory.LineFeed;
}
