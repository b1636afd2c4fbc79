using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator;

namespace StaticNets.CodeFixes;

/// <summary>
/// Applies what a message suggests, where its additional location says or else where it is itself. Its properties say what: <c>here</c> is what to write in
/// place of the argument, <c>name</c> a name to write there, <c>arguments</c> what to write in place of all arguments without names, <c>before</c> an
/// attribute to put before, <c>kind</c> another attribute's name, <c>remove</c> the attribute to take out, <c>mark</c> the attributes of which the class needs
/// one, and any other the value of the property of that name.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArgumentFix : CodeFixProvider
{
    /// <summary>Whether there is anything to apply, each diagnostic says itself.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. new NetworkAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(diagnostic => diagnostic.Properties.Count > 0))
        {
            var place = diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location;
            var solution = context.Document.Project.Solution;
            var document = place.SourceTree == diagnostic.Location.SourceTree ? context.Document : solution.GetDocument(place.SourceTree);
            if (document is null || await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
                || !root.FullSpan.Contains(place.SourceSpan))
            {
                continue;
            }

            var node = root.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
            foreach (var entry in diagnostic.Properties.OrderBy(entry => entry.Key == "here" ? "" : entry.Key, StringComparer.Ordinal))
            {
                foreach (var (title, changed) in entry.Value is { } value ? Apply(root, node, entry.Key, value) : [])
                {
                    var kind = $"{nameof(ArgumentFix)}.{entry.Key}.{(entry.Key == "mark" ? title : "")}";
                    context.RegisterCodeFix(
                        CodeAction.Create(title, _ => Task.FromResult(solution.WithDocumentSyntaxRoot(document.Id, changed)), kind), diagnostic);
                }
            }
        }
    }

    private static IEnumerable<(string Title, SyntaxNode Root)> Apply(SyntaxNode root, SyntaxNode node, string key, string value)
    {
        if (key == "mark")
        {
            return node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { AttributeLists.Count: > 0 } type
                ? value.Split(',').Select(mark =>
                    ($"Add [{mark}] to {type.Identifier.ValueText}", AttributeLists.InsertBefore(root, type.AttributeLists[0], mark)))
                : [];
        }

        return node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && Apply(root, attribute, node, key, value) is var (title, changed)
            ? [(title, changed)]
            : [];
    }

    private static (string Title, SyntaxNode Root)? Apply(SyntaxNode root, AttributeSyntax attribute, SyntaxNode node, string key, string value) => key switch
    {
        "before" => ($"Add [{value}]", AttributeLists.InsertBefore(root, attribute, value)),
        "here" or "name" => node is ExpressionSyntax written && written != attribute.Name
            ? ($"Change {written} to {Expression(key, value)}", root.ReplaceNode(written, Expression(key, value).WithTriviaFrom(written)))
            : null,
        "arguments" => WithArguments(attribute, value) is var changed ? ($"Change {attribute} to {changed}", root.ReplaceNode(attribute, changed)) : null,
        "kind" => ($"Change {attribute.Name} to {value}", root.ReplaceNode(attribute.Name, AttributeLists.WithLastName(attribute.Name, value))),
        "remove" => ($"Remove [{value}]", AttributeLists.Remove(root, attribute)),
        _ => ($"Set {key} to {value}", root.ReplaceNode(attribute, WithProperty(attribute, key, value))),
    };

    private static ExpressionSyntax Expression(string key, string value) => key == "name"
        ? SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value))
        : SyntaxFactory.ParseExpression(value);

    /// <summary>The attribute with other arguments; properties that are set stay, unless they are among the new ones.</summary>
    private static AttributeSyntax WithArguments(AttributeSyntax attribute, string arguments)
    {
        var written = SyntaxFactory.ParseAttributeArgumentList($"({arguments})")!.Arguments;
        var names = new HashSet<string?>(written.Select(NameOf));
        var kept = attribute.ArgumentList?.Arguments.Where(argument => NameOf(argument) is { } name && !names.Contains(name)) ?? [];
        var texts = written.Concat(kept).Select(argument => argument.WithoutTrivia().ToString()).ToList();
        return attribute.WithArgumentList(texts.Count == 0 ? null : SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", texts)})"));
    }

    /// <summary>The property that an argument sets, or null.</summary>
    private static string? NameOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText;

    private static AttributeSyntax WithProperty(AttributeSyntax attribute, string property, string value)
    {
        var arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var expression = SyntaxFactory.ParseExpression(value);
        if (arguments.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property) is { } written)
        {
            return attribute.ReplaceNode(written.Expression, expression.WithTriviaFrom(written.Expression));
        }

        var name = SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(property).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space));
        var added = arguments.Arguments.Add(SyntaxFactory.AttributeArgument(name, null, expression));
        var separators = added.GetSeparators()
            .Select(separator => separator.TrailingTrivia.Count > 0 ? separator : separator.WithTrailingTrivia(SyntaxFactory.Space));
        return attribute.WithArgumentList(arguments.WithArguments(SyntaxFactory.SeparatedList(added, separators)));
    }
}
