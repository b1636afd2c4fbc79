using StaticNets.Generator.Model;

namespace StaticNets.Generator.Text;

/// <summary>A hash of what makes two networks' checkpoints interchangeable: inputs, layers and parameters.</summary>
internal static class Fingerprint
{
    public static string Of(IEnumerable<InputModel> inputs, IEnumerable<ParameterModel> parameters, IEnumerable<LayerModel> layers)
    {
        var lines = inputs.Select(input => $"input {input.Name} {Documentation.Shape(input.Shape)}")
            .Concat(layers.Select(layer => $"layer {layer.Name} {layer.Declaration} {Documentation.Shape(layer.Output.Dimensions)}"))
            .Concat(parameters.Select(parameter => $"parameter {parameter.Name} {Documentation.Shape(parameter.Tensor.Dimensions)}"));
        return StableHash.Of(string.Join("\n", lines)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
