using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Functions of one element: they do not care how elements lie.</summary>
internal static class Elementwise
{
    private const double SeluAlpha = 1.67326319217681884765625, SeluGamma = 1.05070102214813232421875;

    public static Table Rules { get; } = new()
    {
        ["Relu"] = Is("Relu"),
        ["Sigmoid"] = Is("Sigmoid"),
        ["Tanh"] = Is("Tanh"),
        ["Exp"] = Is("Exp"),
        ["Log"] = Is("Log"),
        ["Sqrt"] = Is("Sqrt"),
        ["Abs"] = Is("Abs"),
        ["Softplus"] = Is("Softplus"),
        ["HardSwish"] = Is("HardSwish"),
        ["Neg"] = Is((layers, x, _) => layers.Scale(x, -1, 0)),
        ["Reciprocal"] = Is((layers, x, _) => layers.Add(Layer.Taking(x, "Power", x.Shape).With(-1.0))),
        ["LeakyRelu"] = Is((layers, x, node) => layers.Add(Layer.Taking(x, "LeakyRelu", x.Shape).With(node.Float("alpha", 0.01)))),
        ["Elu"] = Is((layers, x, node) => Elu(layers, x, node.Float("alpha", 1))),
        ["Selu"] = Is(Selu),
        ["Celu"] = Is((layers, x, node) =>
        {
            var alpha = node.Float("alpha", 1);
            return layers.Scale(Elu(layers, layers.Scale(x, 1 / alpha, 0), 1), alpha, 0);
        }),
        ["HardSigmoid"] = Is(HardSigmoid),
        ["Softsign"] = Is((layers, x, _) => layers.Joined(x, "Divide", layers.Scale(layers.Unary(x, "Abs"), 1, 1), x.Shape)),
        ["Mish"] = Is((layers, x, _) => layers.Joined(x, "Multiply", layers.Unary(layers.Unary(x, "Softplus"), "Tanh"), x.Shape)),
        ["Gelu"] = Is(Gelu),
        ["Swish"] = Is((layers, x, node) => node.Float("alpha", 1) == 1
            ? layers.Unary(x, "Silu")
            : layers.Joined(x, "Multiply", layers.Unary(layers.Scale(x, node.Float("alpha", 1), 0), "Sigmoid"), x.Shape)),
        ["Clip"] = Clip,
        ["PRelu"] = PRelu,
        ["Erf"] = _ => throw new ImportException("there is no layer for the error function alone, only within Gelu: x / 2 * (1 + erf(x / sqrt(2)))"),
    };

    /// <summary>Gives a value computed element by element.</summary>
    public static Value Map(LayerList layers, Value value, Func<Layer, Layer> function)
    {
        if (value.Constant is not null)
        {
            return Value.Of(function(layers.InOrder(value)), value.Shape, value.BatchAxis);
        }

        var layer = value.Layer ?? layers.InOrder(value);
        return Value.Of(function(layer), value.Layout!, value.Shape, value.BatchAxis);
    }

    private static Action<NodeContext> Is(string kind) => Is((layers, x, _) => layers.Unary(x, kind));

    private static Action<NodeContext> Is(Func<LayerList, Layer, NodeContext, Layer> function)
        => context => context.Give(Map(context.Layers, context.Floats(0), layer => function(context.Layers, layer, context)));

    private static Layer Elu(LayerList layers, Layer x, double alpha)
        => layers.Add(alpha == 1 ? Layer.Taking(x, "Elu", x.Shape) : Layer.Taking(x, "Elu", x.Shape).With(alpha));

    private static Layer Selu(LayerList layers, Layer x, NodeContext node)
    {
        double alpha = node.Float("alpha", SeluAlpha), gamma = node.Float("gamma", SeluGamma);
        return (float)alpha == (float)SeluAlpha && (float)gamma == (float)SeluGamma
            ? layers.Unary(x, "Selu")
            : layers.Scale(Elu(layers, x, alpha), gamma, 0);
    }

    private static Layer HardSigmoid(LayerList layers, Layer x, NodeContext node)
    {
        double alpha = node.Float("alpha", 0.2), beta = node.Float("beta", 0.5);
        return (float)alpha == 1f / 6 && beta == 0.5 ? layers.Unary(x, "HardSigmoid") : Clipped(layers, layers.Scale(x, alpha, beta), 0, 1);
    }

    private static Layer Gelu(LayerList layers, Layer x, NodeContext node)
    {
        if (node.Text("approximate", "none") != "tanh")
        {
            return layers.Unary(x, "Gelu");
        }

        var cube = layers.Add(Layer.Taking(x, "Power", x.Shape).With(3.0));
        var inner = layers.Scale(layers.Joined(x, "Add", layers.Scale(cube, 0.044715, 0), x.Shape), Math.Sqrt(2 / Math.PI), 0);
        return layers.Joined(layers.Scale(layers.Unary(inner, "Tanh"), 0.5, 0.5), "Multiply", x, x.Shape);
    }

    private static Layer Clipped(LayerList layers, Layer x, double least, double greatest)
        => layers.Add(least == 0 && greatest == 6 ? Layer.Taking(x, "Relu6", x.Shape) : Layer.Taking(x, "Clip", x.Shape).With(least).With(greatest));

    private static void Clip(NodeContext context)
    {
        var value = context.Floats(0);
        var least = context.Has("min") ? Value.Of(new ConstantTensor([], [(float)context.Float("min", 0)])) : context.HasInput(1) ? context[1] : null;
        var greatest = context.Has("max") ? Value.Of(new ConstantTensor([], [(float)context.Float("max", 0)])) : context.HasInput(2) ? context[2] : null;
        least = least?.Constant is { Count: 1 } low && double.IsNegativeInfinity(low[0]) ? null : least;
        greatest = greatest?.Constant is { Count: 1 } high && double.IsPositiveInfinity(high[0]) ? null : greatest;
        if (least?.Constant is { Count: 1 } from && greatest?.Constant is { Count: 1 } to && from[0] < to[0]
            && !double.IsInfinity(from[0]) && !double.IsInfinity(to[0]))
        {
            context.Give(Map(context.Layers, value, layer => Clipped(context.Layers, layer, from[0], to[0])));
            return;
        }

        if (least?.Constant is { Count: 1 } zero && zero[0] == 0)
        {
            (value, least) = (Map(context.Layers, value, layer => context.Layers.Unary(layer, "Relu")), null);
        }

        value = least is null ? value : Joining.Join(context.Layers, "Maximum", value, least);
        context.Give(greatest is null ? value : Joining.Join(context.Layers, "Minimum", value, greatest));
    }

    /// <summary>A slope for all, or one for each channel, is a layer; slopes of any other shape are what the function says: max(x, 0) + slope * min(x,
    /// 0).</summary>
    private static void PRelu(NodeContext context)
    {
        var (value, slope) = (context.Floats(0), context.Floats(1));
        var layers = context.Layers;
        if (context.Opset < Joining.VersionOfSpreading && slope is { Rank: 1, Constant: not null } && value.Rank > 1 && slope.Shape[0] == value.Shape[1])
        {
            // At that time a vector was one slope for each channel.
            slope = Value.Of(slope.Constant.WithShape([slope.Shape[0], .. Enumerable.Repeat(1, value.Rank - 2)]));
        }

        if (slope.Constant is { Count: 1 } one)
        {
            context.Give(Map(layers, value, layer => layers.Add(
                Layer.Taking(layer, "PRelu", layer.Shape).With("Shared", true, unless: false).Parameter("weight", [1], one.ToFloats()))));
            return;
        }

        // A slope is spread over the example from the right; the channels are axis 1 of the model's tensor.
        var channels = value.Rank - slope.Rank;
        var axis = slope.Constant is not null && Array.FindAll(slope.Shape, extent => extent != 1).Length == 1
            ? Array.FindIndex(slope.Shape, extent => extent != 1) : -1;
        if (axis >= 0 && channels >= 0 && axis + channels != value.BatchAxis && value.Shape[axis + channels] == slope.Shape[axis])
        {
            var place = value.ExampleAxis(axis + channels);
            var view = LaneView.Of(layers, value, value.Example, place, place + 1);
            context.Give(view.Back(layers.Add(
                Layer.Taking(view.Layer, "PRelu", view.Layer.Shape).Parameter("weight", [slope.Constant!.Count], slope.Constant.ToFloats()))));
            return;
        }

        var above = Map(layers, value, layer => layers.Unary(layer, "Relu"));
        var below = Map(layers, value, layer => layers.Scale(layers.Unary(layers.Scale(layer, -1, 0), "Relu"), -1, 0));
        context.Give(Joining.Join(layers, "Add", above, Joining.Join(layers, "Multiply", below, slope)));
    }
}
