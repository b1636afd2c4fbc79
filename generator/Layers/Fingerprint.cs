using StaticNets.Generator.Emit;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>A hash of what makes two networks' checkpoints interchangeable: inputs, layers and parameters.</summary>
internal static class Fingerprint
{
    /// <summary>FNV-1a in 64 bits (Fowler, Noll and Vo): stable from run to run, unlike <see cref="object.GetHashCode"/>.</summary>
    public static string Of(IEnumerable<InputModel> inputs, IEnumerable<ParameterModel> parameters, IEnumerable<LayerModel> layers)
    {
        var lines = inputs.Select(input => $"input {input.Name} {Documentation.Shape(input.Shape)}")
            .Concat(layers.Select(layer => $"layer {layer.Name} {layer.Declaration} {Documentation.Shape(layer.Output.Dimensions)}"))
            .Concat(parameters.Select(parameter => $"parameter {parameter.Name} {Documentation.Shape(parameter.Tensor.Dimensions)}"));
        var hash = 14695981039346656037UL;
        foreach (var letter in string.Join("\n", lines))
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
