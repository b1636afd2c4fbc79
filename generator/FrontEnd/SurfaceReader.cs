using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Finds what of a declaration shows in the members of its class, whether or not it is valid. No parameter and no constant comes twice.</summary>
internal static class SurfaceReader
{
    /// <param name="declaration">With the layers of blocks written out.</param>
    public static NetworkSurface Read(Declaration declaration, Stepping stepping)
    {
        var layers = declaration.Layers;
        var losses = GeneratedNames.OfTargets(layers);
        return new(
            declaration.Type,
            Inputs(layers, stepping),
            GeneratedNames.OfExposed(layers).Select(weights => new SurfaceWeights(weights.Parameter, stepping.IsPerStep(weights.Position))).ToArray(),
            GeneratedNames.OfOutputs(layers).Select(output => new SurfaceOutput(output.Name, stepping.IsPerStep(output.Position))).ToArray(),
            losses.Count > 0
                ? losses.Select(loss => new SurfaceTarget(loss.Parameter, loss.TakesLabels, loss.ClassWeights)).ToArray()
                : [new("outputGradient", TakesLabels: false, "")],
            losses.Count > 0,
            stepping.HasState,
            stepping is { HasState: true, Remembers: false },
            stepping.HasStep,
            stepping is { HasStep: true, Encodes: true })
        {
            Weights = declaration.Option(NetworkOptions.Weights)?.Value as string,
        };
    }

    private static SurfaceInput[] Inputs(IReadOnlyCollection<LayerDeclaration> layers, Stepping stepping)
    {
        var names = GeneratedNames.OfInputParameters(layers);
        var inputs = GeneratedNames.OfInputs(layers).Select(input => new SurfaceInput(
            Naming.InputName(input.Layer),
            input.Layer.Kind == TokensLayer.Name ? InputKind.Tokens : InputKind.Values,
            Beside("Lengths", input.Layer),
            input.Layer.Kind == InputLayer.Name ? Beside("Gradient", input.Layer) : null,
            stepping.IsEncoded(input.Position))).ToArray();
        return inputs.Length > 0 ? inputs : [new(names[0], InputKind.Values, null, null, false)];

        // A name that an input has already is reported, and left out.
        string? Beside(string argument, LayerDeclaration layer)
            => layer.IsOn(argument) && $"{Naming.InputName(layer)}{argument}" is var name && !names.Contains(name) ? name : null;
    }
}
