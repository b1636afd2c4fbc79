using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.CodeFixes;

/// <summary>Offers the layer, property or choice that was meant where C# knows none of the name: <c>[Dens(8)]</c>, <c>Pad = 1</c>, <c>Return.Lst</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MisspellingFix : CodeFixProvider
{
    private const string Namespace = "StaticNets";
    private const string Suffix = "Attribute";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "CS0103", // no such name: Retrun.Last
        "CS0117", // no such member: Return.Lst
        "CS0234", // no such type in a namespace: StaticNets.Dens
        "CS0246", // no such type: Dens, and the name of a property that is set
        "CS0616", // not an attribute: a type of the user's
        "CS0617", // not to be set: Units = 8
        "CS1739", // no such parameter: padding: 1
    ];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var node = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        if (root is null || node?.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute || attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is null
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var (from, to, changed) in Changes(root, attribute, node, model))
        {
            var title = $"Change '{from}' to '{to}'";
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), title), context.Diagnostics);
        }
    }

    private static IEnumerable<(string From, string To, SyntaxNode Root)> Changes(
        SyntaxNode root, AttributeSyntax attribute, SyntaxNode node, SemanticModel model)
    {
        if (attribute.Name.Span.Contains(node.Span))
        {
            var name = LastOf(attribute.Name);
            return Meant(name, InScope(attribute.Name, model).Where(IsAttribute).Select(type => WithoutSuffix(type.Name)))
                .Select(to => (name, to, root.ReplaceNode(attribute.Name, AttributeLists.WithLastName(attribute.Name, to))));
        }

        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument)
        {
            return [];
        }

        if (argument.NameEquals is { } equals && equals.Span.Contains(node.Span))
        {
            var name = equals.Name.Identifier.ValueText;
            return Meant(name, Properties(attribute, model)).Select(to => (name, to, Renamed(root, equals.Name, to)));
        }

        if (argument.NameColon is { } colon && colon.Span.Contains(node.Span))
        {
            var name = colon.Name.Identifier.ValueText;
            return Meant(name, Properties(attribute, model)).Select(to => (name, to, root.ReplaceNode(argument, Set(argument, to))));
        }

        if (node is not IdentifierNameSyntax identifier)
        {
            return [];
        }

        var choices = identifier.Parent is MemberAccessExpressionSyntax access && access.Name == identifier
            ? ChoicesOf(model.GetSymbolInfo(access.Expression).Symbol)
            : InScope(identifier, model).Where(type => type.TypeKind == TypeKind.Enum).Select(type => type.Name);
        return Meant(identifier.Identifier.ValueText, choices).Select(to => (identifier.Identifier.ValueText, to, Renamed(root, identifier, to)));
    }

    private static SyntaxNode Renamed(SyntaxNode root, IdentifierNameSyntax name, string to)
        => root.ReplaceNode(name, SyntaxFactory.IdentifierName(to).WithTriviaFrom(name));

    private static IEnumerable<string> ChoicesOf(ISymbol? symbol)
        => symbol is INamedTypeSymbol { TypeKind: TypeKind.Enum } type && IsOurs(type)
            ? type.GetMembers().OfType<IFieldSymbol>().Select(field => field.Name)
            : [];

    private static IEnumerable<string> Meant(string name, IEnumerable<string> candidates)
        => MeantNames.Of(WithoutSuffix(name), [.. candidates.Distinct()]).Where(to => to != name);

    /// <summary>The types of this library that could stand where a name does.</summary>
    private static IEnumerable<INamedTypeSymbol> InScope(NameSyntax name, SemanticModel model)
    {
        var container = name is QualifiedNameSyntax qualified ? model.GetSymbolInfo(qualified.Left).Symbol as INamespaceOrTypeSymbol : null;
        return name is QualifiedNameSyntax && container is null
            ? []
            : model.LookupNamespacesAndTypes(name.SpanStart, container).OfType<INamedTypeSymbol>().Where(IsOurs);
    }

    private static bool IsOurs(INamedTypeSymbol type) => type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        for (var parent = type.IsAbstract ? null : type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent is { Name: "Attribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The properties that an attribute of ours lets set.</summary>
    private static IEnumerable<string> Properties(AttributeSyntax attribute, SemanticModel model)
    {
        var symbol = model.GetSymbolInfo(attribute);
        var type = model.GetTypeInfo(attribute).Type as INamedTypeSymbol ?? (symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault())?.ContainingType;
        for (; type is not null && IsOurs(type); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, SetMethod: not null })
                {
                    yield return member.Name;
                }
            }
        }
    }

    private static AttributeArgumentSyntax Set(AttributeArgumentSyntax argument, string property) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(property).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)),
        null,
        argument.Expression.WithoutLeadingTrivia()).WithTriviaFrom(argument);

    private static string LastOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };

    private static string WithoutSuffix(string name)
        => name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
}
