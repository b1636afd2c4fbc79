using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>
/// Writes the layers of blocks where <c>[Use]</c> stands, as a user would: with full names, and with names of the block turned into them. A block calls the
/// value that it works on <c>input</c>; names that are not its own are the network's.
/// </summary>
internal sealed class BlockExpansion
{
    private const string Use = "Use";

    private readonly Reports reports;
    private readonly CancellationToken cancellation;
    private readonly ImmutableArray<LayerDeclaration>.Builder layers = ImmutableArray.CreateBuilder<LayerDeclaration>();
    private int blocks;

    private BlockExpansion(Reports reports, CancellationToken cancellation)
    {
        this.reports = reports;
        this.cancellation = cancellation;
    }

    /// <param name="declaration">What <see cref="LayerLimit"/> has found to be no more than a network may have.</param>
    public static Declaration Expand(Declaration declaration, Reports reports, CancellationToken cancellation)
    {
        if (!declaration.Layers.Any(layer => layer.Kind == Use))
        {
            return declaration;
        }

        var expansion = new BlockExpansion(reports, cancellation);
        expansion.Append(declaration.Layers, "", "", ImmutableDictionary<string, string>.Empty);
        return declaration with { Layers = expansion.layers.ToImmutable() };
    }

    /// <param name="prefix">What the names of these layers begin with.</param>
    /// <param name="current">The full name of the value before them.</param>
    /// <param name="known">Full names by the names that these layers may use.</param>
    /// <returns>The full name of their value.</returns>
    private string Append(IEnumerable<LayerDeclaration> declared, string prefix, string current, ImmutableDictionary<string, string> known)
    {
        foreach (var (layer, name) in declared.Zip(LayerNames.Of(declared), (layer, name) => (layer, name)))
        {
            var written = layer with { Arguments = layer.Arguments.Select(argument => Resolve(layer, argument, known)).ToArray() };
            if (layer.Kind == Use && !layer.IsBroken)
            {
                current = Repeat(written, name, prefix, current, ref known);
                continue;
            }

            foreach (var given in LayerRegistry.Given(layer))
            {
                var own = (string)given.Value!;
                written = With(written, given with { Value = prefix + own });
                known = known.SetItem(own, prefix + own);
            }

            current = prefix + name;
            layers.Add(prefix.Length == 0 && Naming.Given(layer) is not null ? written : Named(written, current));
            known = known.SetItem(name, current);
        }

        return current;
    }

    private string Repeat(LayerDeclaration use, string name, string prefix, string current, ref ImmutableDictionary<string, string> known)
    {
        var repeat = use.Arguments.FirstOrDefault(argument => argument.Name == "Repeat");
        var times = repeat?.Value is int value ? value : 1;
        if (times < 1)
        {
            reports.Report(Descriptors.TooSmall, repeat!.Span ?? use.Span, [use.Text, "Repeat", Literal.Of(times), "1"], ["here", "1"]);
        }

        var from = use.Arguments.FirstOrDefault(argument => argument.Name == Layer.From);
        var frozen = use.Arguments.FirstOrDefault(argument => argument is { Name: Layer.Trainable, Value: false });
        var layersOfBlock = frozen is null ? use.Block : use.Block.Select(layer => With(layer, frozen)).ToArray();
        for (var i = 1; i <= times; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = Naming.Given(use) is { } given ? $"{given}{Literal.Of(i)}" : $"block{Literal.Of(++blocks)}";
            var entry = i == 1 && from?.Value is string { Length: > 0 } source ? source : current;
            var block = i == 1 && from is not null
                ? layersOfBlock.Select((layer, k) =>
                    k == 0 && !LayerRegistry.TakesNoValue(layer.Kind) && !layer.Arguments.Any(argument => argument.Name == Layer.From)
                    ? layer with { Arguments = layer.Arguments.Append(from).ToArray() }
                    : layer)
                : layersOfBlock;
            current = Append(block, $"{prefix}{own}.", entry, known.SetItem("input", entry));
            known = known.SetItem(own, current);
        }

        known = known.SetItem(name, current);
        return current;
    }

    private static Argument Resolve(LayerDeclaration layer, Argument argument, ImmutableDictionary<string, string> known)
        => LayerRegistry.IsReference(layer, argument.Name) && argument.Value is string name && known.TryGetValue(name, out var full)
            ? argument with { Value = full }
            : argument;

    private static LayerDeclaration Named(LayerDeclaration layer, string name)
        => With(layer, new("Name", name, layer.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Span));

    /// <summary>The layer with an argument, instead of what it has of that name.</summary>
    private static LayerDeclaration With(LayerDeclaration layer, Argument argument)
        => layer with { Arguments = layer.Arguments.Where(other => other.Name != argument.Name).Append(argument).ToArray() };
}
