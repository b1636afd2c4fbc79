using System.Collections.Immutable;
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

    /// <summary>Of the layers that take a value from outside.</summary>
    public static readonly ImmutableArray<string> InputAttributes = ["StaticNets.InputAttribute", "StaticNets.TokensAttribute"];

    private readonly INamedTypeSymbol type;
    private readonly SourcePlaces? places;
    private readonly CancellationToken cancellation;
    private readonly Func<SyntaxNode?, SourceSpan?> span;
    private readonly List<TypeDeclarationSyntax> parts;
    private readonly List<Problem> problems = [];

    private DeclarationParser(INamedTypeSymbol type, SourcePlaces? places, CancellationToken cancellation)
    {
        this.type = type;
        this.places = places;
        this.cancellation = cancellation;
        parts = LayerAttributes.Parts(type, cancellation);
        span = node => node is null ? null : places?.Of(node);
    }

    /// <param name="places">Keeps positions, which diagnostics need; null in the generator, which must not depend on them.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Parse(INamedTypeSymbol type, SourcePlaces? places, CancellationToken cancellation)
        => new DeclarationParser(type, places, cancellation).Parse();

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == NetworkAttribute;

    public static bool IsInput(AttributeData attribute) => attribute.AttributeClass is { } type && InputAttributes.Contains(type.ToDisplayString());

    private Declaration? Parse()
    {
        if (parts.Count == 0)
        {
            return null;
        }

        var layers = LayerAttributes.Of(type, withUnknown: places is not null, cancellation);
        var network = type.GetAttributes().FirstOrDefault(IsNetwork);
        var syntax = network?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        var reader = new AttributeReader(span);
        EquatableArray<LayerDeclaration> ReadBlock(AttributeSyntax at, LayerDeclaration use, ITypeSymbol? block)
            => new BlockParser(type, places, at, problems, cancellation).Read(use.Text, block);

        var read = layers.Select(layer => LayerAttributes.Read(reader, layer.Data, layer.Syntax, problems, (use, block) => ReadBlock(layer.Syntax, use, block))).ToArray();
        var marked = parts[Math.Max(0, (syntax ?? layers.FirstOrDefault().Syntax) is { } mark ? LayerAttributes.PartOf(parts, mark) : 0)];
        var declaration = new Declaration(
            TypeReader.Identify(type, marked), CanReopen: true, read, syntax is null ? EquatableArray<Argument>.Empty : reader.ReadArguments(network!, syntax), EquatableArray<Problem>.Empty);
        var canReopen = CheckType(marked, declaration);
        CheckMarks(network);
        CheckParts([.. layers.Where(layer => LayerAttributes.IsLayer(layer.Data)).Select(layer => (layer.Syntax, layer.Part))]);
        var language = CheckLanguage(marked);
        return declaration with { CanReopen = canReopen, Problems = problems.ToArray(), Language = language };
    }

    private bool CheckType(TypeDeclarationSyntax syntax, Declaration declaration)
    {
        // Without 'partial' C# puts the declarations together all the same, and says so once.
        var canReopen = true;
        foreach (var (descriptor, node, arguments) in TypeReader.Problems(type, syntax))
        {
            canReopen &= descriptor.Equals(Descriptors.NotPartial) || descriptor.Equals(Descriptors.OuterNotPartial);
            problems.Add(new(descriptor, NameSpan(node), arguments));
        }

        foreach (var (member, name) in MemberClashes.Of(type, GeneratedNames.OfMembers(declaration, cancellation)))
        {
            var node = member.DeclaringSyntaxReferences.FirstOrDefault(reference => parts.Any(part => part.SyntaxTree == reference.SyntaxTree && part.FullSpan.Contains(reference.Span)))?.GetSyntax(cancellation);
            canReopen = false;
            problems.Add(new(Descriptors.MemberClash, node is null ? NameSpan(syntax) : NameSpan(node), new[] { type.Name, name }));
        }

        return canReopen;
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

    private void CheckMarks(AttributeData? network)
    {
        if (network is null)
        {
            problems.Add(new(Descriptors.NoNetwork, null, new[] { type.Name, "[Network]" }));
        }
        else if (type.GetAttributes().FirstOrDefault(BlockParser.IsBlock)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } block)
        {
            problems.Add(new(Descriptors.NetworkAndBlock, span(block), new[] { type.Name }, new[] { "remove", "Block" }));
        }
    }

    private void CheckParts(List<(AttributeSyntax Syntax, int Part)> layers)
    {
        var stray = layers.FirstOrDefault(layer => layer.Part != layers[0].Part);
        if (stray.Syntax is not null)
        {
            problems.Add(new(Descriptors.SplitDeclaration, span(stray.Syntax), new[] { type.Name }));
        }
    }

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
}
