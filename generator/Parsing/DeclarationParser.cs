using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Reads a network's attributes. The only part of the compiler, with the entry points, that sees Roslyn's symbols.</summary>
internal sealed class DeclarationParser
{
    public const string NetworkAttribute = "StaticNets.NetworkAttribute";
    private const string LayerAttribute = "StaticNets.LayerAttribute";

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
        parts = [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()];
        span = withSpans ? Span : _ => null;
    }

    /// <param name="withSpans">Whether to keep positions, which diagnostics need and the generator must not depend on.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Parse(INamedTypeSymbol type, bool withSpans, CancellationToken cancellation)
        => new DeclarationParser(type, withSpans, cancellation).Parse();

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == NetworkAttribute;

    /// <summary>Whether the attribute is a layer, ours or anybody's.</summary>
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

    private Declaration? Parse()
    {
        var attributes = type.GetAttributes()
            .Select(attribute => (Data: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(attribute => attribute.Syntax is not null)
            .Select(attribute => (attribute.Data, Syntax: attribute.Syntax!, Part: PartOf(attribute.Syntax!)))
            .ToList();

        // GetAttributes keeps no order across partial declarations, so positions decide. An attribute that the C# compiler does not know may be a layer misspelt, after which
        // messages about shapes would only mislead. The generator takes no notice of it: it may be an attribute that another generator is about to make.
        var layers = attributes.Where(attribute => IsLayer(attribute.Data) || (withSpans && attribute.Data.AttributeClass is null or { TypeKind: TypeKind.Error }))
            .OrderBy(attribute => attribute.Part).ThenBy(attribute => attribute.Syntax.SpanStart).ToList();
        var network = attributes.FirstOrDefault(attribute => IsNetwork(attribute.Data));
        if (parts.Count == 0)
        {
            return null;
        }

        var reader = new AttributeReader(span);
        var read = layers.Select(layer => ReadLayer(reader, layer.Data, layer.Syntax)).ToArray();
        var marked = network.Syntax is null ? parts[0] : parts[Math.Max(0, network.Part)];
        var canReopen = CheckType(marked, read);
        var language = CheckLanguage(marked);
        CheckParts([.. layers.Where(layer => IsLayer(layer.Data)).Select(layer => (layer.Syntax, layer.Part))]);
        return new(
            TypeReader.Identify(type, marked),
            canReopen,
            read,
            network.Syntax is null ? EquatableArray<Argument>.Empty : reader.ReadArguments(network.Data, network.Syntax),
            problems.ToArray())
        { Language = language };
    }

    private LayerDeclaration ReadLayer(AttributeReader reader, AttributeData data, AttributeSyntax syntax)
    {
        var layer = reader.ReadLayer(data, syntax);
        if (!layer.IsBroken && data is { AttributeClass.Name: BlockParser.UseAttribute, ConstructorArguments: [var block] })
        {
            layer = layer with { Block = new BlockParser(type, span(syntax), problems, cancellation).Read(layer.Text, block.Value as ITypeSymbol) };
        }

        // Somebody's own attribute may have the name of one of ours.
        return layer.IsBroken || data.AttributeClass?.ContainingNamespace.ToDisplayString() == "StaticNets" ? layer : layer with { Kind = data.AttributeClass?.ToDisplayString() ?? "" };
    }

    private bool CheckType(TypeDeclarationSyntax syntax, LayerDeclaration[] layers)
    {
        var before = problems.Count;
        foreach (var (descriptor, node, arguments) in TypeReader.Problems(type, syntax))
        {
            problems.Add(new(descriptor, NameSpan(node), arguments));
        }

        var ownNames = layers.Where(layer => InputLayerBase.IsInputKind(layer.Kind)).Select(layer => Signature.Pascal(Naming.InputName(layer)) + "Size").ToList();
        if (layers.Any(LayerRegistry.IsRecurrent))
        {
            ownNames.AddRange(["State", "Step"]);
        }

        foreach (var (member, name) in MemberClashes.Of(type, ownNames))
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

    private int PartOf(SyntaxNode node) => parts.FindIndex(part => part.SyntaxTree == node.SyntaxTree && part.FullSpan.Contains(node.Span));

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
