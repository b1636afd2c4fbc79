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

    private readonly INamedTypeSymbol type;
    private readonly bool withSpans;
    private readonly CancellationToken cancellation;
    private readonly Func<string, bool> isOfNetwork;
    private readonly SourceSpans spans;
    private readonly List<TypeDeclarationSyntax> parts;
    private readonly List<Problem> problems = [];

    private DeclarationParser(INamedTypeSymbol type, Func<string, bool> isOfNetwork, bool withSpans, CancellationToken cancellation)
    {
        this.type = type;
        this.isOfNetwork = isOfNetwork;
        this.withSpans = withSpans;
        this.cancellation = cancellation;
        parts = LayerAttributes.Parts(type, cancellation);
        spans = new(parts, withSpans);
    }

    /// <param name="isOfNetwork">Whether a kind of layer belongs to networks and not to blocks.</param>
    /// <param name="withSpans">Whether to keep positions, which diagnostics need and the generator must not depend on.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Parse(INamedTypeSymbol type, Func<string, bool> isOfNetwork, bool withSpans, CancellationToken cancellation)
        => new DeclarationParser(type, isOfNetwork, withSpans, cancellation).Parse();

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == NetworkAttribute;

    /// <summary>The declaration that has the mark, or else the first.</summary>
    public static TypeDeclarationSyntax MarkedPart(INamedTypeSymbol type, List<TypeDeclarationSyntax> parts, CancellationToken cancellation)
        => SyntaxOf(type.GetAttributes().FirstOrDefault(IsNetwork), cancellation) is { } mark ? parts[Math.Max(0, LayerAttributes.PartOf(parts, mark))] : parts[0];

    private static AttributeSyntax? SyntaxOf(AttributeData? attribute, CancellationToken cancellation) => attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    private Declaration? Parse()
    {
        if (parts.Count == 0)
        {
            return null;
        }

        var layers = LayerAttributes.Of(type, withUnknown: withSpans, cancellation);
        var network = type.GetAttributes().FirstOrDefault(IsNetwork);
        var syntax = SyntaxOf(network, cancellation);
        var reader = new AttributeReader(spans.Of);
        var read = layers.Select(layer => LayerAttributes.Read(reader, layer.Data, layer.Syntax, (use, block) => new BlockParser(type, spans.Of(layer.Syntax), withSpans, isOfNetwork, problems, cancellation).Read(use.Text, block))).ToArray();
        var marked = MarkedPart(type, parts, cancellation);
        var declaration = new Declaration(
            TypeReader.Identify(type, marked), CanReopen: true, read, syntax is null ? EquatableArray<Argument>.Empty : reader.ReadArguments(network!, syntax), EquatableArray<Problem>.Empty);
        var canReopen = CheckType(marked);
        CheckParts([.. layers.Where(layer => LayerAttributes.IsLayer(layer.Data)).Select(layer => (layer.Syntax, layer.Part))]);
        var language = CheckLanguage(marked);
        return declaration with { CanReopen = canReopen, Problems = problems.ToArray(), Language = language };
    }

    private bool CheckType(TypeDeclarationSyntax syntax)
    {
        var before = problems.Count;
        foreach (var (descriptor, node, arguments) in TypeReader.Problems(type, syntax))
        {
            problems.Add(new(descriptor, spans.OfName(node), arguments));
        }

        return problems.Count == before;
    }

    /// <summary>An old language has room for the members of a network, if not for its code.</summary>
    private LanguageVersion CheckLanguage(TypeDeclarationSyntax syntax)
    {
        var language = TypeReader.LanguageOf(syntax);
        if (language < TypeReader.MinimumLanguage)
        {
            problems.Add(new(Descriptors.LanguageTooOld, spans.OfName(syntax), new[] { type.Name, language.ToDisplayString(), TypeReader.MinimumLanguage.ToDisplayString() }));
        }

        return language;
    }

    private void CheckParts(List<(AttributeSyntax Syntax, int Part)> layers)
    {
        var stray = layers.FirstOrDefault(layer => layer.Part != layers[0].Part);
        if (stray.Syntax is not null)
        {
            problems.Add(new(Descriptors.SplitDeclaration, spans.Of(stray.Syntax), new[] { type.Name }));
        }
    }
}
