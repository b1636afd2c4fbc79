using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.CodeFixes;

/// <summary>
/// Applies what a message suggests. Its properties say what: <c>here</c> is what to write in place of the argument, <c>name</c> a name to write there,
/// <c>before</c> an attribute to put before, and any other the value of the property of that name.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArgumentFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        .. new[]
        {
            Descriptors.UnknownName, Descriptors.TooSmall, Descriptors.GroupsDoNotDivide, Descriptors.PaddingTooLarge, Descriptors.WrongRank, Descriptors.WindowTooLarge, Descriptors.DropsInput,
            Descriptors.NeedsNumbers, Descriptors.HeadsDoNotDivide, Descriptors.TooManyLayers,
        }.Select(descriptor => descriptor.Id),
    ];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (root is null || node?.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
            {
                continue;
            }

            foreach (var entry in diagnostic.Properties.OrderBy(entry => entry.Key == "here" ? "" : entry.Key, StringComparer.Ordinal))
            {
                if (entry.Value is { } value && Apply(root, attribute, node, entry.Key, value) is var (title, changed))
                {
                    context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), $"{nameof(ArgumentFix)}.{entry.Key}"), diagnostic);
                }
            }
        }
    }

    private static (string Title, SyntaxNode Root)? Apply(SyntaxNode root, AttributeSyntax attribute, SyntaxNode node, string key, string value) => key switch
    {
        "before" => ($"Add [{value}]", AttributeLists.InsertBefore(root, attribute, value)),
        "here" or "name" => node is ExpressionSyntax written && written != attribute.Name
            ? ($"Change {written} to {Expression(key, value)}", root.ReplaceNode(written, Expression(key, value).WithTriviaFrom(written)))
            : null,
        _ => ($"Set {key} to {value}", root.ReplaceNode(attribute, WithProperty(attribute, key, value))),
    };

    private static ExpressionSyntax Expression(string key, string value) => key == "name"
        ? SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value))
        : SyntaxFactory.ParseExpression(value);

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
        var separators = added.GetSeparators().Select(separator => separator.TrailingTrivia.Count > 0 ? separator : separator.WithTrailingTrivia(SyntaxFactory.Space));
        return attribute.WithArgumentList(arguments.WithArguments(SyntaxFactory.SeparatedList(added, separators)));
    }
}
