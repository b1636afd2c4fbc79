using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Names;

/// <summary>The names that layers give to the parameters of generated members, whether or not the declaration is valid: none comes twice.</summary>
internal static class GeneratedNames
{
    /// <summary>The inputs whose names are parameters: of several with one name the first.</summary>
    public static List<(int Position, LayerDeclaration Layer)> OfInputs(IEnumerable<LayerDeclaration> layers)
        => [.. layers.Select((layer, position) => (Position: position, Layer: layer)).Where(input => LayerRegistry.IsInput(input.Layer.Kind))
            .GroupBy(input => Naming.InputName(input.Layer)).Select(group => group.First())];

    /// <summary>The parameters of the inputs, one at least.</summary>
    public static List<string> OfInputParameters(IEnumerable<LayerDeclaration> layers)
        => OfInputs(layers) is { Count: > 0 } inputs ? [.. inputs.Select(input => Naming.InputName(input.Layer))] : [Naming.DefaultOf(InputLayer.Name)];

    /// <summary>The values beside the output that are parameters, by their names: of several with one name the first.</summary>
    public static List<(int Position, string Name)> OfOutputs(IReadOnlyCollection<LayerDeclaration> layers)
    {
        var inputs = OfInputParameters(layers);
        var constants = inputs.Select(NetworkSurface.ConstantOf).ToList();
        return [.. layers.Zip(LayerNames.Of(layers), (layer, name) => (layer, name))
            .Select((entry, position) => (entry.layer, Name: entry.name, Position: position))
            .Where(entry => LayerRegistry.IsOutput(entry.layer.Kind) && Naming.Problem(entry.Name, isPublic: true) is null)
            .Where(entry => !constants.Contains(NetworkSurface.ConstantOf(entry.Name)) && !IsBesideInput(entry.Name, inputs))
            .GroupBy(entry => NetworkSurface.ConstantOf(entry.Name))
            .Select(group => (group.First().Position, group.First().Name))];
    }

    /// <summary>
    /// The parameters that losses compare their inputs with: <c>target</c> of a single one, or <c>labels</c> where an input has that name; of several the names
    /// of their layers with <c>Target</c> behind. Beside them the parameters for the weights of their classes.
    /// </summary>
    public static List<(string Parameter, bool TakesLabels, string ClassWeights)> OfTargets(IReadOnlyCollection<LayerDeclaration> layers)
    {
        List<(LayerDeclaration Layer, string Name, LossLayer Loss)> losses =
        [
            .. layers.Zip(LayerNames.Of(layers), (layer, name) => (layer, name, LayerRegistry.Of(layer.Kind) as LossLayer))
                .Where(entry => entry.Item3 is not null).Select(entry => (entry.layer, entry.name, entry.Item3!)),
        ];
        if (losses.Count <= 1)
        {
            var isTaken = OfInputParameters(layers).Contains("target");
            return [.. losses.Select(loss => (isTaken ? "labels" : "target", loss.Loss.TakesLabels, "classWeights"))];
        }

        // What is wrong with a name is reported; of equal ones the first stays.
        return [.. losses.Where(loss => Naming.Problem(loss.Name, isPublic: false) is null)
            .Select(loss => (
                Parameter: Identifier.OfLayer(loss.Name, "Target"), loss.Loss.TakesLabels, ClassWeights: Identifier.OfLayer(loss.Name, "ClassWeights")))
            .GroupBy(loss => loss.Parameter).Select(group => group.First())
            .Where(loss => !IsTakenBeforeTargets(loss.Parameter, layers) && !IsTakenBeforeTargets(loss.ClassWeights, layers))];
    }

    /// <summary>Whether another parameter of the generated methods has a name.</summary>
    public static bool IsTakenBeforeTargets(string name, IReadOnlyCollection<LayerDeclaration> layers)
        => OfInputParameters(layers) is var inputs && (inputs.Contains(name) || IsBesideInput(name, inputs));

    /// <summary>Whether a name is that of an input's lengths or gradient.</summary>
    public static bool IsBesideInput(string name, IEnumerable<string> inputs) => inputs.Any(input => name == $"{input}Lengths" || name == $"{input}Gradient");

    /// <summary>The parameters that get attention weights, and the layers that these belong to.</summary>
    public static List<(int Position, string Parameter)> OfExposed(IReadOnlyCollection<LayerDeclaration> layers)
    {
        var constants = OfInputParameters(layers).Concat(OfOutputs(layers).Select(output => output.Name)).Select(NetworkSurface.ConstantOf).ToList();
        return [.. layers.Zip(LayerNames.Of(layers), (layer, name) => (layer, name))
            .Select((entry, position) => (entry.layer, entry.name, position))
            .Where(entry => entry.layer.IsOn("Expose") && Naming.Problem(entry.name, isPublic: false) is null)
            .Select(entry => (entry.position, ExposedModel.ParameterOf(entry.name)))
            .GroupBy(entry => entry.Item2)
            .Select(group => group.First())
            .Where(entry => !constants.Contains(NetworkSurface.ConstantOf(entry.Item2)))];
    }
}
