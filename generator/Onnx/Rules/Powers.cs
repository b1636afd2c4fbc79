using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Powers of known exponents, and powers of a known base.</summary>
internal static class Powers
{
    /// <summary>More different exponents than this would be more layers than anyone reads.</summary>
    private const int MostExponents = 64;

    public static Table Rules { get; } = new() { ["Pow"] = Pow };

    private static void Pow(NodeContext context)
    {
        var value = context.Floats(0);
        if (value.Constant is { Count: 1 } power && context[1].Constant is null)
        {
            context.Refuse(!(power[0] > 0), $"a power of {power[0]} with an exponent that is computed is not supported: the base must be greater than 0");
            context.Give(Elementwise.Map(
                context.Layers, context.Floats(1), layer => context.Layers.Unary(context.Layers.Scale(layer, Math.Log(power[0]), 0), "Exp")));
            return;
        }

        var exponent = context.Constant(1, "exponent");
        if (exponent.Count > 0 && Enumerable.Range(1, exponent.Count - 1).All(i => exponent[i] == exponent[0])
            && Shapes.Common(value.Shape, exponent.Shape).SequenceEqual(value.Shape))
        {
            context.Give(Elementwise.Map(context.Layers, value, layer => Of(context.Layers, layer, exponent[0])));
            return;
        }

        context.Refuse(value.BatchAxis >= 0, "exponents that differ are not supported on a batch");
        var shape = Shapes.Common(value.Shape, exponent.Shape);
        context.Refuse(!shape.SequenceEqual(value.Shape), "exponents that differ are not supported where the base is spread over them: expand the base before");
        context.Give(Value.Of(Differing(context, context.Layers.InOrder(value, [shape.Product()]), Moving.Spread(exponent, shape)), shape, -1));
    }

    private static Layer Of(LayerList layers, Layer layer, double exponent) => exponent switch
    {
        1 => layer,
        2 => layers.Unary(layer, "Square"),
        0.5 => layers.Unary(layer, "Sqrt"),
        _ => layers.Add(Layer.Taking(layer, "Power", layer.Shape).With(exponent)),
    };

    /// <summary>Elements with the same exponent that lie side by side become one power.</summary>
    private static Layer Differing(NodeContext context, Layer row, ConstantTensor exponents)
    {
        var parts = new List<Layer>();
        for (int first = 0, end; first < exponents.Count; first = end)
        {
            end = first + 1;
            while (end < exponents.Count && exponents[end] == exponents[first])
            {
                end++;
            }

            context.Refuse(parts.Count == MostExponents, $"it has more than {MostExponents} runs of different exponents");
            parts.Add(Of(context.Layers, context.Layers.Sliced(row, 0, first, end - first), exponents[first]));
        }

        return context.Layers.Concatenated(parts, 0);
    }
}
