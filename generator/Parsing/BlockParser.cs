using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Reads the layers of the blocks that a network uses. What is wrong in them is said at the place of use, where their shapes are known.</summary>
/// <param name="network">The class that uses them.</param>
/// <param name="use">The place of use.</param>
internal sealed class BlockParser(INamedTypeSymbol network, SourceSpan? use, List<Problem> problems, CancellationToken cancellation)
{
    public const string UseAttribute = "UseAttribute";

    private const string BlockAttribute = "StaticNets.BlockAttribute";

    private readonly List<INamedTypeSymbol> open = [];

    public static bool IsBlock(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == BlockAttribute;

    /// <param name="text">The attribute that uses the block, for messages.</param>
    /// <param name="type">What it names.</param>
    public EquatableArray<LayerDeclaration> Read(string text, ITypeSymbol? type)
    {
        cancellation.ThrowIfCancellationRequested();
        if (type is not INamedTypeSymbol block)
        {
            Report(Descriptors.NotABlock, text, type?.ToDisplayString() ?? "null", "is not a class: name one that is marked [Block]");
            return EquatableArray<LayerDeclaration>.Empty;
        }

        if (open.Contains(block, SymbolEqualityComparer.Default))
        {
            Report(Descriptors.BlockCycle, text, string.Join(" uses ", open.Append(block).Select(type => type.Name)));
            return EquatableArray<LayerDeclaration>.Empty;
        }

        if (Problem(block) is { } problem)
        {
            Report(Descriptors.NotABlock, text, block.Name, problem);
            return EquatableArray<LayerDeclaration>.Empty;
        }

        open.Add(block);
        var reader = new AttributeReader(_ => use);
        var layers = ImmutableArray.CreateBuilder<LayerDeclaration>();
        foreach (var (data, syntax) in Attributes(block))
        {
            var layer = reader.ReadLayer(data, syntax);
            if (!layer.IsBroken && data is { AttributeClass.Name: UseAttribute, ConstructorArguments: [var inner] })
            {
                layer = layer with { Block = Read(layer.Text, inner.Value as ITypeSymbol) };
            }
            else if (LayerRegistry.BeginsOrEnds(layer.Kind))
            {
                Report(Descriptors.NotInABlock, text, block.Name, layer.Text);
                continue;
            }

            layers.Add(layer);
        }

        open.RemoveAt(open.Count - 1);
        return layers.ToImmutable();
    }

    private string? Problem(INamedTypeSymbol block)
    {
        if (!SymbolEqualityComparer.Default.Equals(block.ContainingAssembly, network.ContainingAssembly))
        {
            return "is in another assembly, where the order of its attributes is not kept: move it into this one";
        }

        if (!block.GetAttributes().Any(IsBlock))
        {
            return "is not marked as one: add [Block]";
        }

        var attributes = Attributes(block);
        return attributes.Count == 0 ? "has no layers: add at least one"
            : attributes.Select(attribute => attribute.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()).Distinct().Count() > 1 ? "has its layers spread over several partial declarations, which have no order: write all of them on one"
            : null;
    }

    /// <summary>The layers in the order written.</summary>
    private List<(AttributeData Data, AttributeSyntax Syntax)> Attributes(INamedTypeSymbol block)
        => [.. block.GetAttributes().Where(DeclarationParser.IsLayer)
            .Select(attribute => (Data: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(attribute => attribute.Syntax is not null)
            .Select(attribute => (attribute.Data, attribute.Syntax!))
            .OrderBy(attribute => attribute.Item2.SpanStart)];

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) => problems.Add(new(descriptor, use, arguments));
}
