using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Reads a network's attributes. The only part of the compiler, with the entry points, that sees Roslyn's symbols.</summary>
internal sealed class DeclarationParser
{
    public const string NetworkAttribute = "StaticNets.NetworkAttribute";
    private const string LayerAttribute = "StaticNets.LayerAttribute";

    private readonly INamedTypeSymbol type;
    private readonly bool withSpans;
    private readonly List<Problem> problems = [];

    private DeclarationParser(INamedTypeSymbol type, bool withSpans)
    {
        this.type = type;
        this.withSpans = withSpans;
    }

    /// <param name="withSpans">Whether to keep positions, which diagnostics need and the generator must not depend on.</param>
    public static Declaration Parse(INamedTypeSymbol type, bool withSpans, CancellationToken cancellation)
        => new DeclarationParser(type, withSpans).Parse(cancellation);

    /// <summary>Whether the attribute is a layer.</summary>
    public static bool IsLayer(AttributeData attribute)
    {
        for (var parent = attribute.AttributeClass?.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.ToDisplayString() == LayerAttribute)
            {
                return true;
            }
        }

        return false;
    }

    private Declaration Parse(CancellationToken cancellation)
    {
        var syntax = (TypeDeclarationSyntax?)type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        var attributes = type.GetAttributes()
            .Select(attribute => (Attribute: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(entry => entry.Syntax is not null)
            .Select(entry => (entry.Attribute, Syntax: entry.Syntax!))
            .ToList();
        var layers = attributes.Where(entry => IsLayer(entry.Attribute))
            .OrderBy(entry => entry.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(entry => entry.Syntax.SpanStart).ToList();
        var network = attributes.FirstOrDefault(entry => entry.Attribute.AttributeClass?.ToDisplayString() == NetworkAttribute);
        CheckType(syntax, layers);
        return new(
            Identify(syntax),
            layers.Select(entry => ReadLayer(entry.Attribute, entry.Syntax)).ToArray(),
            network.Syntax is null ? EquatableArray<Argument>.Empty : ReadArguments(network.Attribute, network.Syntax),
            syntax is null ? null : Span(syntax.Identifier.GetLocation()),
            problems.ToArray());
    }

    private void CheckType(TypeDeclarationSyntax? syntax, List<(AttributeData Attribute, AttributeSyntax Syntax)> layers)
    {
        if (syntax is null)
        {
            return;
        }

        var name = syntax.Identifier.GetLocation();
        if (type.TypeKind != TypeKind.Class || type.IsStatic || type.IsGenericType || type.IsFileLocal || type.IsAbstract)
        {
            var what = type.IsStatic ? "static" : type.IsAbstract ? "abstract" : type.IsFileLocal ? "file-local" : type.TypeKind != TypeKind.Class ? $"a {type.TypeKind.ToString().ToLowerInvariant()}" : "generic";
            Report(Descriptors.UnsupportedType, name, [type.Name, what]);
        }

        if (!IsPartial(syntax))
        {
            Report(Descriptors.NotPartial, name, [type.Name, syntax.Keyword.Text]);
        }

        foreach (var containing in syntax.Ancestors().OfType<TypeDeclarationSyntax>().Where(containing => !IsPartial(containing)))
        {
            Report(Descriptors.OuterNotPartial, containing.Identifier.GetLocation(), [containing.Identifier.Text, type.Name, containing.Keyword.Text]);
        }

        var owners = layers.Select(layer => layer.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()).Distinct().ToList();
        if (owners.Count > 1)
        {
            Report(Descriptors.SplitDeclaration, layers.First(layer => layer.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() != owners[0]).Syntax.GetLocation(), [type.Name]);
        }
    }

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private TypeIdentity Identify(TypeDeclarationSyntax? syntax)
    {
        var containing = syntax?.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(outer => $"partial {Keyword(outer)} {outer.Identifier.Text}{outer.TypeParameterList}").ToArray() ?? [];
        var space = type.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() : "";
        var declaration = $"{SyntaxFacts.GetText(type.DeclaredAccessibility)} {(type.IsSealed ? "sealed " : "")}partial {(syntax is null ? "class" : Keyword(syntax))} {type.Name}";
        var hint = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace('<', '{').Replace('>', '}');
        return new(space, containing, type.Name, declaration) { HintName = hint };
    }

    private static string Keyword(TypeDeclarationSyntax syntax)
        => syntax is RecordDeclarationSyntax record && record.ClassOrStructKeyword != default ? $"record {record.ClassOrStructKeyword.Text}" : syntax.Keyword.Text;

    private LayerDeclaration ReadLayer(AttributeData attribute, AttributeSyntax syntax)
    {
        var kind = attribute.AttributeClass!.Name;
        kind = kind.EndsWith("Attribute", StringComparison.Ordinal) ? kind.Substring(0, kind.Length - "Attribute".Length) : kind;
        var text = syntax.WithoutTrivia().NormalizeWhitespace().ToString();
        text = kind + text.Substring(syntax.WithoutTrivia().NormalizeWhitespace().Name.ToString().Length);
        return new(kind, text, ReadArguments(attribute, syntax), Span(syntax.GetLocation()));
    }

    private EquatableArray<Argument> ReadArguments(AttributeData attribute, AttributeSyntax syntax)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        var written = syntax.ArgumentList?.Arguments ?? default;
        var positional = written.Where(argument => argument.NameEquals is null).ToList();
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            var parameter = parameters[i];
            var constant = attribute.ConstructorArguments[i];
            var named = positional.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == parameter.Name);
            if (constant.Kind == TypedConstantKind.Array)
            {
                for (var j = 0; !constant.IsNull && j < constant.Values.Length; j++)
                {
                    arguments.Add(new(parameter.Name, constant.Values[j].Value, Span((named ?? positional.ElementAtOrDefault(i + j) ?? positional.LastOrDefault())?.GetLocation())));
                }
            }
            else
            {
                arguments.Add(new(parameter.Name, constant.Value, Span((named ?? positional.ElementAtOrDefault(i))?.Expression.GetLocation())));
            }
        }

        foreach (var entry in attribute.NamedArguments)
        {
            var expression = written.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == entry.Key)?.Expression;
            arguments.Add(new(entry.Key, entry.Value.Kind == TypedConstantKind.Array ? null : entry.Value.Value, Span(expression?.GetLocation())));
        }

        return arguments.ToImmutable();
    }

    private SourceSpan? Span(Location? location) => withSpans && location is not null ? SourceSpan.Of(location) : null;

    private void Report(DiagnosticDescriptor descriptor, Location location, string[] arguments)
        => problems.Add(new(descriptor, Span(location), arguments));
}
