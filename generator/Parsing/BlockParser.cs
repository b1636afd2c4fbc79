using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>
/// Reads the layers of the blocks that a network uses. What is wrong in them is said at the place of use, where their shapes are known, and shown in the block.
/// </summary>
/// <param name="network">The class that uses them.</param>
/// <param name="places">Keeps positions, and with them attributes that the C# compiler does not know for layers misspelt; null in the generator.</param>
/// <param name="syntax">The place of use.</param>
/// <param name="isOfNetwork">Whether a kind of layer belongs to networks and not to blocks.</param>
internal sealed class BlockParser(
    INamedTypeSymbol network,
    SourcePlaces? places,
    AttributeSyntax syntax,
    Func<string, bool> isOfNetwork,
    List<Problem> problems,
    CancellationToken cancellation)
{
    private const string BlockAttribute = "StaticNets.BlockAttribute";

    /// <summary>More blocks within one another are a mistake, and would come to the end of the stack some time.</summary>
    private const int MaximumDepth = 64;

    private const string NotMarked = "is not marked as one: add [Block]";

    private readonly SourceSpan? use = places?.Of(syntax);
    private readonly List<INamedTypeSymbol> open = [];
    private readonly Dictionary<INamedTypeSymbol, EquatableArray<LayerDeclaration>> known = new(SymbolEqualityComparer.Default);

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

        // Blocks that each use the one before twice are few, but twice as many from one to the next if each were read where it is used.
        if (known.TryGetValue(block, out var read))
        {
            return read;
        }

        if (open.Contains(block, SymbolEqualityComparer.Default))
        {
            Report(Descriptors.BlockCycle, text, string.Join(" uses ", open.Append(block).Select(type => type.Name)));
            return EquatableArray<LayerDeclaration>.Empty;
        }

        if (Problem(block) is { } problem)
        {
            var mark = problem == NotMarked ? LayerAttributes.Of(block, withUnknown: false, cancellation).FirstOrDefault().Syntax : null;
            EquatableArray<string> mend = mark is null ? EquatableArray<string>.Empty : new[] { "mark", "Block" };
            problems.Add(new(Descriptors.NotABlock, use, new[] { text, block.Name, problem }, mend, mark is null ? null : places?.Of(mark)));
            return EquatableArray<LayerDeclaration>.Empty;
        }

        if (open.Count == MaximumDepth)
        {
            Report(Descriptors.NotABlock, text, block.Name, $"lies in {Literal.Of(MaximumDepth)} blocks already: write its layers into one of them");
            return EquatableArray<LayerDeclaration>.Empty;
        }

        open.Add(block);
        var layers = ReadLayers(text, block);
        open.RemoveAt(open.Count - 1);
        known[block] = layers;
        return layers;
    }

    private EquatableArray<LayerDeclaration> ReadLayers(string text, INamedTypeSymbol block)
    {
        var reader = new AttributeReader(node => node is not null && places is not null ? use! with { Inner = places.Of(node) } : use);
        var layers = ImmutableArray.CreateBuilder<LayerDeclaration>();
        foreach (var (data, written, _) in LayerAttributes.Of(block, withUnknown: places is not null, cancellation))
        {
            var layer = LayerAttributes.Read(reader, data, written, problems, (use, inner) => Read(use.Text, inner));
            if (isOfNetwork(layer.Kind))
            {
                problems.Add(new(Descriptors.NotInABlock, layer.Span, new[] { text, block.Name, layer.Text }));
            }
            else
            {
                layers.Add(layer);
            }
        }

        if (LayerCount.Of(layers) is var count && count <= LayerCount.Maximum)
        {
            return layers.ToImmutable();
        }

        // Here already, so that blocks within one another remain few layers, however they are gone through. Those around it need not be told.
        if (!problems.Any(problem => problem.Descriptor.Equals(Descriptors.TooManyLayers)))
        {
            Report(Descriptors.TooManyLayers, block.Name, LayerCount.Text(count), Literal.Of(LayerCount.Maximum), "");
        }

        return EquatableArray<LayerDeclaration>.Empty;
    }

    private string? Problem(INamedTypeSymbol block)
    {
        if (!SymbolEqualityComparer.Default.Equals(block.ContainingAssembly, network.ContainingAssembly))
        {
            return "is in another assembly, where the order of its attributes is not kept: move it into this one";
        }

        if (!block.GetAttributes().Any(IsBlock))
        {
            return NotMarked;
        }

        var attributes = LayerAttributes.Of(block, withUnknown: places is not null, cancellation);
        return attributes.Count == 0 ? "has no layers: add at least one"
            : attributes.Where(attribute => LayerAttributes.IsLayer(attribute.Data)).Select(attribute => attribute.Part).Distinct().Count()
                > 1 ? "has its layers spread over several partial declarations, which have no order: write all of them on one"
            : null;
    }

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) => problems.Add(new(descriptor, use, arguments));
}
