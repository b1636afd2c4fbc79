using Microsoft.CodeAnalysis;
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

    public Location Locate(SourceSpan span) => Location.Create(trees[span.Tree], span.Span);
}
