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

    /// <summary>Of the layers that take a value from outside.</summary>
    public static readonly ImmutableArray<string> InputAttributes = ["StaticNets.InputAttribute", "StaticNets.TokensAttribute"];

    private readonly INamedTypeSymbol type;
    private readonly SourcePlaces? places;
    private readonly CancellationToken cancellation;
    private readonly Func<string, bool> isOfNetwork;
    private readonly List<TypeDeclarationSyntax> parts;
    private readonly List<Problem> problems = [];

    private DeclarationParser(INamedTypeSymbol type, Func<string, bool> isOfNetwork, SourcePlaces? places, CancellationToken cancellation)
    {
        this.type = type;
        this.isOfNetwork = isOfNetwork;
        this.places = places;
        this.cancellation = cancellation;
        parts = LayerAttributes.Parts(type, cancellation);
    }

    /// <param name="isOfNetwork">Whether a kind of layer belongs to networks and not to blocks.</param>
    /// <param name="places">Keeps positions, which diagnostics need; null in the generator, which must not depend on them.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Parse(INamedTypeSymbol type, Func<string, bool> isOfNetwork, SourcePlaces? places, CancellationToken cancellation)
        => new DeclarationParser(type, isOfNetwork, places, cancellation).Parse();

    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == NetworkAttribute;

    public static bool IsInput(AttributeData attribute) => attribute.AttributeClass is { } type && InputAttributes.Contains(type.ToDisplayString());

    /// <summary>The declaration that has the mark, else that of the first layer, else the first.</summary>
    /// <param name="withUnknown">Whether attributes that the C# compiler does not know count as layers.</param>
    public static TypeDeclarationSyntax MarkedPart(INamedTypeSymbol type, List<TypeDeclarationSyntax> parts, bool withUnknown, CancellationToken cancellation)
    {
        var mark = SyntaxOf(type.GetAttributes().FirstOrDefault(IsNetwork), cancellation)
            ?? LayerAttributes.Of(type, withUnknown, cancellation).FirstOrDefault().Syntax;
        return parts[mark is null ? 0 : Math.Max(0, LayerAttributes.PartOf(parts, mark))];
    }

    private static AttributeSyntax? SyntaxOf(AttributeData? attribute, CancellationToken cancellation)
        => attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    private Declaration? Parse()
    {
        if (parts.Count == 0)
        {
            return null;
        }

        var layers = LayerAttributes.Of(type, withUnknown: places is not null, cancellation);
        var network = type.GetAttributes().FirstOrDefault(IsNetwork);
        var syntax = SyntaxOf(network, cancellation);
        var reader = new AttributeReader(node => node is null ? null : places?.Of(node));
        EquatableArray<LayerDeclaration> ReadBlock(AttributeSyntax at, LayerDeclaration use, ITypeSymbol? block)
            => new BlockParser(type, places, at, isOfNetwork, problems, cancellation).Read(use.Text, block);

        var read = layers
            .Select(layer => LayerAttributes.Read(reader, layer.Data, layer.Syntax, problems, (use, block) => ReadBlock(layer.Syntax, use, block))).ToArray();
        var marked = MarkedPart(type, parts, withUnknown: places is not null, cancellation);
        var declaration = new Declaration(
            TypeReader.Identify(type, marked),
            CanReopen: true,
            read,
            syntax is null ? EquatableArray<Argument>.Empty : reader.ReadArguments(network!, syntax),
            EquatableArray<Problem>.Empty);
        var canReopen = CheckType(marked);
        CheckMarks(network);
        CheckParts([.. layers.Where(layer => LayerAttributes.IsLayer(layer.Data)).Select(layer => (layer.Syntax, layer.Part))]);
        var language = CheckLanguage(marked);
        return declaration with { CanReopen = canReopen, Problems = problems.ToArray(), Language = language };
    }

    private bool CheckType(TypeDeclarationSyntax syntax)
    {
        // Without 'partial' C# puts the declarations together all the same, and says so once.
        var canReopen = true;
        foreach (var (descriptor, node, arguments) in TypeReader.Problems(type, syntax))
        {
            canReopen &= descriptor.Equals(Descriptors.NotPartial) || descriptor.Equals(Descriptors.OuterNotPartial);
            problems.Add(new(descriptor, places?.OfName(node), arguments));
        }

        return canReopen;
    }

    /// <summary>An old language has room for the members of a network, if not for its code.</summary>
    private LanguageVersion CheckLanguage(TypeDeclarationSyntax syntax)
    {
        var language = TypeReader.LanguageOf(syntax);
        if (language < TypeReader.MinimumLanguage)
        {
            problems.Add(new(
                Descriptors.LanguageTooOld,
                places?.OfName(syntax),
                new[] { type.Name, language.ToDisplayString(), TypeReader.MinimumLanguage.ToDisplayString() }));
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
            problems.Add(new(Descriptors.NetworkAndBlock, places?.Of(block), new[] { type.Name }, new[] { "remove", "Block" }));
        }
    }

    private void CheckParts(List<(AttributeSyntax Syntax, int Part)> layers)
    {
        var stray = layers.FirstOrDefault(layer => layer.Part != layers[0].Part);
        if (stray.Syntax is not null)
        {
            problems.Add(new(Descriptors.SplitDeclaration, places?.Of(stray.Syntax), new[] { type.Name }));
        }
    }
}
