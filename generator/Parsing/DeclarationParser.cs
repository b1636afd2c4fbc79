using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.Parsing;

/// <summary>Reads a network's attributes. The only part of the compiler, with the entry points, that sees Roslyn's symbols.</summary>
internal sealed class DeclarationParser
{
    public const string NetworkAttribute = "StaticNets.NetworkAttribute";

    private readonly INamedTypeSymbol type;
    private readonly bool withSpans;
    private readonly CancellationToken cancellation;
    private readonly Func<SyntaxNode?, SourceSpan?> span;
    private readonly List<TypeDeclarationSyntax> parts;
    private readonly List<Problem> problems = [];

    private DeclarationParser(INamedTypeSymbol type, bool withSpans, CancellationToken cancellation)
    {
        this.type = type;
        this.withSpans = withSpans;
        this.cancellation = cancellation;
        parts = LayerAttributes.Parts(type, cancellation);
        span = withSpans ? Span : _ => null;
    }

    /// <param name="withSpans">Whether to keep positions, which diagnostics need and the generator must not depend on.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Parse(INamedTypeSymbol type, bool withSpans, CancellationToken cancellation)
        => new DeclarationParser(type, withSpans, cancellation).Parse();

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == NetworkAttribute;

    private Declaration? Parse()
    {
        if (parts.Count == 0)
        {
            return null;
        }

        var layers = LayerAttributes.Of(type, withUnknown: withSpans, cancellation);
        var network = type.GetAttributes().FirstOrDefault(IsNetwork);
        var syntax = network?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        var reader = new AttributeReader(span);
        var read = layers.Select(layer => LayerAttributes.Read(reader, layer.Data, layer.Syntax, (use, block) => new BlockParser(type, span(layer.Syntax), withSpans, problems, cancellation).Read(use.Text, block))).ToArray();
        var marked = syntax is null ? parts[0] : parts[Math.Max(0, LayerAttributes.PartOf(parts, syntax))];
        var declaration = new Declaration(
            TypeReader.Identify(type, marked), CanReopen: true, read, syntax is null ? EquatableArray<Argument>.Empty : reader.ReadArguments(network!, syntax), EquatableArray<Problem>.Empty);
        var canReopen = CheckType(marked, declaration);
        CheckParts([.. layers.Where(layer => LayerAttributes.IsLayer(layer.Data)).Select(layer => (layer.Syntax, layer.Part))]);
        var language = CheckLanguage(marked);
        return declaration with { CanReopen = canReopen, Problems = problems.ToArray(), Language = language };
    }

    private bool CheckType(TypeDeclarationSyntax syntax, Declaration declaration)
    {
        var before = problems.Count;
        foreach (var (descriptor, node, arguments) in TypeReader.Problems(type, syntax))
        {
            problems.Add(new(descriptor, NameSpan(node), arguments));
        }

        foreach (var (member, name) in MemberClashes.Of(type, GeneratedNames.OfMembers(declaration, cancellation)))
        {
            var node = member.DeclaringSyntaxReferences.FirstOrDefault(reference => parts.Any(part => part.SyntaxTree == reference.SyntaxTree && part.FullSpan.Contains(reference.Span)))?.GetSyntax(cancellation);
            problems.Add(new(Descriptors.MemberClash, node is null ? NameSpan(syntax) : NameSpan(node), new[] { type.Name, name }));
        }

        return problems.Count == before;
    }

    /// <summary>An old language has room for the members of a network, if not for its code.</summary>
    private LanguageVersion CheckLanguage(TypeDeclarationSyntax syntax)
    {
        var language = TypeReader.LanguageOf(syntax);
        if (language < TypeReader.MinimumLanguage)
        {
            problems.Add(new(Descriptors.LanguageTooOld, NameSpan(syntax), new[] { type.Name, language.ToDisplayString(), TypeReader.MinimumLanguage.ToDisplayString() }));
        }

        return language;
    }

    private void CheckParts(List<(AttributeSyntax Syntax, int Part)> layers)
    {
        var stray = layers.FirstOrDefault(layer => layer.Part != layers[0].Part);
        if (stray.Syntax is not null)
        {
            problems.Add(new(Descriptors.SplitDeclaration, span(stray.Syntax), new[] { type.Name }));
        }
    }

    private SourceSpan? Span(SyntaxNode? node) => node is null ? null : new(TreeOf(node), node.Span);

    /// <summary>The name in a declaration, which is what a message about the whole of it points to.</summary>
    private SourceSpan? NameSpan(SyntaxNode node)
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
        return span(node) is { } whole ? whole with { Span = name.Span } : null;
    }

    private int TreeOf(SyntaxNode node) => parts.FindIndex(part => part.SyntaxTree == node.SyntaxTree);
}
