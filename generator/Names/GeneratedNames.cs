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

    /// <summary>The parameters that get attention weights, and the layers that these belong to.</summary>
    public static List<(int Position, string Parameter)> OfExposed(IReadOnlyCollection<LayerDeclaration> layers)
    {
        var constants = OfInputParameters(layers).Select(NetworkSurface.ConstantOf).ToList();
        return [.. layers.Zip(LayerNames.Of(layers), (layer, name) => (layer, name))
            .Select((entry, position) => (entry.layer, entry.name, position))
            .Where(entry => entry.layer.IsOn("Expose") && Naming.Problem(entry.name, isInput: false) is null)
            .Select(entry => (entry.position, ExposedModel.ParameterOf(entry.name)))
            .GroupBy(entry => entry.Item2)
            .Select(group => group.First())
            .Where(entry => !constants.Contains(NetworkSurface.ConstantOf(entry.Item2)))];
    }
}
