using StaticNets.Onnx.Constants;
using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Normalizations of the last axes together.</summary>
internal static class LayerNormalizations
{
    private const double Epsilon = 1e-5;

    public static Table Rules { get; } = new()
    {
        ["LayerNormalization"] = LayerNormalization,
        ["RMSNormalization"] = RmsNormalization,
    };

    /// <summary>The layer over the last axes of a value, with known scale and bias.</summary>
    public static Value Normalized(LayerList layers, Value value, int axis, float[] scale, float[]? bias, double epsilon, string kind = "LayerNorm")
    {
        var source = Rows(layers, value, axis);
        var features = source.Shape[source.Shape.Length - 1];
        var layer = Layer.Taking(source, kind, source.Shape).With("Epsilon", epsilon, unless: kind == "LayerNorm" ? Epsilon : 0)
            .Parameter("weight", [features], scale);
        return Value.Of(layers.Add(bias is null ? layer : layer.Parameter("bias", [features], bias)), value.Shape, value.BatchAxis);
    }

    private static void LayerNormalization(NodeContext context)
    {
        var value = context.Floats(0);
        var axis = Axis(context, value);
        var shape = value.Shape.Skip(axis).ToArray();
        var scale = Parameter(context, 1, "scale", shape);
        var bias = context.HasInput(2) ? Parameter(context, 2, "bias", shape) : new float[shape.Product()];
        var epsilon = context.Float("epsilon", Epsilon);
        context.Give(Normalized(context.Layers, value, axis, scale, bias, epsilon));
        if (context.IsUsed(1) || context.IsUsed(2))
        {
            Statistics(context, value, axis, epsilon);
        }
    }

    private static void RmsNormalization(NodeContext context)
    {
        var value = context.Floats(0);
        var axis = Axis(context, value);
        var scale = Parameter(context, 1, "scale", [.. value.Shape.Skip(axis)]);
        context.Give(Normalized(context.Layers, value, axis, scale, null, context.Float("epsilon", Epsilon), "RmsNorm"));
    }

    private static int Axis(NodeContext context, Value value)
    {
        var axis = Shapes.Axis(context.Int("axis", -1), value.Rank);
        context.Refuse(value.BatchAxis >= axis, "it normalises over the examples of a batch");
        return axis;
    }

    private static float[] Parameter(NodeContext context, int input, string what, int[] shape)
    {
        var constant = context.Constant(input, what);
        context.Refuse(!Shapes.Common(constant.Shape, shape).SequenceEqual(shape),
            $"its {what} {Shapes.Text(constant.Shape)} is not that of {Shapes.Text(shape)}");
        return Moving.Spread(constant, shape).ToFloats();
    }

    private static Layer Rows(LayerList layers, Value value, int axis)
    {
        int[] features = [.. value.Shape.Skip(axis)];
        return layers.InOrder(value, features.Length == 1 && value.Example.Length <= LayerList.MaximumRank
            ? value.Example : [value.Elements / features.Product(), features.Product()]);
    }

    /// <summary>The mean of each row and 1 / sqrt(variance + epsilon).</summary>
    private static void Statistics(NodeContext context, Value value, int axis, double epsilon)
    {
        var layers = context.Layers;
        var features = value.Shape.Skip(axis).Product();
        int rows = value.Elements / features;
        int[] shape = [.. value.Shape.Select((extent, i) => i >= axis ? 1 : extent)];
        var source = layers.InOrder(value, [rows, features]);
        var mean = layers.Reduced(source, "Mean", [1]);
        context.Give(1, Value.Of(mean, shape, value.BatchAxis));
        var centred = layers.Joined(source, "Subtract", layers.Repeated(mean, [rows, 1], 1, features, [rows, features]), source.Shape);
        var variance = layers.Reduced(layers.Unary(centred, "Square"), "Mean", [1]);
        var inverse = layers.Add(Layer.Taking(layers.Scale(variance, 1, epsilon), "Power", variance.Shape).With(-0.5));
        context.Give(2, Value.Of(inverse, shape, value.BatchAxis));
    }
}
