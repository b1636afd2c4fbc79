using System.Collections.Immutable;
using StaticNets.Generator.Checks;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Folds a declaration's layers into a network, checking every shape on the way.</summary>
internal sealed class NetworkBuilder
{
    private readonly Declaration declaration;
    private readonly Reports reports;
    private readonly LayerNames names;
    private readonly Stepping stepping;
    private readonly NetworkDraft draft;

    /// <param name="whole">The network of which this builds that for one step; null where it is the whole.</param>
    private NetworkBuilder(Declaration declaration, NetworkModel? whole, CancellationToken cancellation)
    {
        reports = new(declaration.Problems);
        this.declaration = declaration = BlockExpansion.Expand(LayerLimit.Apply(declaration, reports), reports, cancellation);
        names = new(declaration);
        stepping = SteppingSearch.Of(declaration, names);
        draft = new(declaration, names.All, stepping, whole, reports);
    }

    /// <param name="widths">The vector widths to emit where the class does not choose.</param>
    /// <returns>The network, or null where something is wrong, and everything there is to say.</returns>
    public static (NetworkModel? Network, ImmutableArray<Problem> Problems) Build(
        Declaration declaration, EquatableArray<int> widths, CancellationToken cancellation)
    {
        var builder = new NetworkBuilder(declaration, whole: null, cancellation);
        var network = builder.Build(widths, cancellation);
        if (network is not null && builder.stepping.HasStep)
        {
            network = network with { Step = new NetworkBuilder(declaration, network, cancellation).Build(widths, cancellation) };
        }

        return (network, builder.reports.All);
    }

    /// <summary>What of a network, valid or not, shows in the members of its class.</summary>
    public static NetworkSurface Surface(Declaration declaration, CancellationToken cancellation)
        => new NetworkBuilder(declaration, whole: null, cancellation).Surface();

    private NetworkSurface Surface() => SurfaceReader.Read(declaration, stepping);

    private NetworkModel? Build(EquatableArray<int> widths, CancellationToken cancellation)
    {
        if (declaration.Layers.Count == 0)
        {
            reports.Report(Descriptors.NoLayers, null, [declaration.Type.Name]);
            return null;
        }

        var options = OptionsReader.Read(declaration, widths, reports);
        names.Check(reports);
        Value? current = null;
        var hasValue = false;
        for (var position = 0; position < declaration.Layers.Count; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            draft.Position = position;
            if (draft.IsStep && !IsUsed(position))
            {
                // One step may be too little for it.
                continue;
            }

            current = AddLayer(declaration.Layers[position], names[position], current, ref hasValue);
        }

        if (LayerRegistry.TakesNoValue(declaration.Layers[0].Kind) && !declaration.Layers.Any(layer => layer.IsBroken || LayerRegistry.IsInput(layer.Kind)))
        {
            reports.Report(Descriptors.NoInput, declaration.Layers[0].Span, [declaration.Layers[0].Text]);
        }

        // A broken attribute gives no value, so that nothing is built where the C# compiler has something to say.
        if (current is null || declaration.Layers.Any(layer => layer.IsBroken) || reports.HasErrors)
        {
            return null;
        }

        var network = Finish(current, options);
        reports.Add(ProgramSize.Check(network, declaration));
        LikelyMistakes.Check(declaration, names, stepping, network.Layers, reports);
        if (draft.Losses.Count == 0)
        {
            draft.Values.Take(current);
        }

        foreach (var (name, layer) in draft.Values.Untaken)
        {
            reports.Report(Descriptors.UnusedValue, layer.Span, [name, layer.Text]);
        }

        return reports.HasErrors ? null : network;
    }

    /// <summary>Whether the result depends on the layer, or it belongs to every program of the network.</summary>
    private bool IsUsed(int position) => stepping.Used.Contains(position) || (LayerRegistry.Of(declaration.Layers[position].Kind) switch
    {
        { IsInput: true } => true,
        { IsLoss: true } => stepping.Used.Contains(stepping.SourceOf(position)),
        _ => false,
    });

    /// <summary>Adds a layer and gives its value, or null where it is not known.</summary>
    private Value? AddLayer(LayerDeclaration layer, string name, Value? current, ref bool hasValue)
    {
        if (layer.IsBroken)
        {
            draft.Values.Add(name, null, layer);
            hasValue = true;
            return null;
        }

        if (LayerRegistry.Of(layer.Kind) is not { } kind)
        {
            reports.Report(Descriptors.NotSupported, layer.Span, [layer.Text, "it is not a layer that this version of StaticNets knows"]);
            draft.Values.Add(name, null, layer);
            return null;
        }

        if (!kind.IsLoss && draft.Position > 0 && declaration.Layers[draft.Position - 1] is var before && LayerRegistry.Of(before.Kind) is { IsLoss: true })
        {
            reports.Report(Descriptors.LossNotLast, before.Span, [before.Text, layer.Text]);
            current = null;
        }

        var input = kind.TakesNoValue ? null : current;
        if (!kind.TakesNoValue && layer.Names(Layer.From))
        {
            input = new LayerContext(layer, name, null, draft).Named(Layer.From);
        }
        else if (!kind.TakesNoValue && !hasValue)
        {
            reports.Report(Descriptors.NoInput, layer.Span, [layer.Text]);
        }
        else if (input is not null)
        {
            draft.Values.Take(input);
        }

        // One message about a missing input is enough.
        hasValue = true;
        var firstParameter = draft.Parameters.Count;
        var firstLoop = draft.Builder.Loops.Length;
        var context = new LayerContext(layer, name, input, draft);
        if (input is not null && !kind.Suits(input, context))
        {
            // Its arguments are still worth checking.
            context = new LayerContext(layer, name, null, draft);
        }

        draft.Builder.Origin = new(name);
        var output = kind.Build(context);
        var value = output is null
            ? null
            : context.Result(new Value(output, layer.Text)
            {
                Lengths = output.Rank == 2 ? input?.Lengths : null,
                AllSteps = input?.AllSteps ?? 0,
                Source = kind.IsInput ? layer : kind.IsElementwise ? input?.Source : null,
                IsSameForAll = input is { IsSameForAll: true } && !layer.Arguments.Any(argument => kind.Currents.Concat(kind.Memories).Contains(argument.Name)),
            });
        if (output is not null)
        {
            var multiplyAdds = draft.Builder.Loops.Skip(firstLoop).Where(loop => loop.IsContraction).Sum(loop => loop.Points);
            var parameters = draft.Parameters.Skip(firstParameter).Where(parameter => !parameter.IsBuffer).Sum(parameter => parameter.Tensor.Size);
            draft.AddLayer(new(name, layer.Text, output, parameters, multiplyAdds));
        }

        if (kind.IsLoss)
        {
            return current;
        }

        draft.Values.Add(name, value, layer);
        foreach (var given in LayerRegistry.Given(layer).Select(argument => (string)argument.Value!))
        {
            // Where a mistake leaves the layer unknown, so are they.
            draft.Values.Add(given, context.Further.TryGetValue(given, out var further) ? new Value(further, layer.Text) : null, layer);
        }

        if (kind.IsOutput && value is not null)
        {
            // The caller does.
            draft.Values.Take(value);
        }

        return value;
    }

    private NetworkModel Finish(Value current, NetworkOptions options)
    {
        draft.KeepScored(current.Tensor);
        return draft.Build(current.Tensor.Role == TensorRole.Input || (draft.Losses.Count == 0 && current is { IsSequence: true, Lengths: not null })
            ? Copy(current)
            : current.Tensor, Surface(), options);
    }

    /// <summary>The output in a place of its own: where it is an input, or where steps that are padding become 0 and get no gradient.</summary>
    private Tensor Copy(Value value)
    {
        var builder = draft.Builder;
        var output = builder.Derived(value.Tensor, "output", value.Shape, Scope.Example, value.Tensor.LaneAxis, TensorRole.Intermediate);
        var index = builder.Axes(value.Shape).Select(axis => (Affine)axis).ToArray();
        var element = value.Tensor.At(index);
        builder.Assign(output, index, value.IsSequence ? value.AtRealStep(index[0], element) : element, $"the output is {value.Tensor.Name}");
        return output;
    }
}
