using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Sums, means, extremes and norms along axes.</summary>
internal static class Reductions
{
    /// <summary>A product is written out: more factors than this would be more layers than anyone reads.</summary>
    private const int MostFactors = 64;

    public static Table Rules { get; } = new()
    {
        ["ReduceMean"] = Of((layers, layer, axes) => layers.Reduced(layer, "Mean", axes)),
        ["ReduceSum"] = Of((layers, layer, axes) => layers.Reduced(layer, "Sum", axes)),
        ["ReduceMax"] = Of((layers, layer, axes) => layers.Reduced(layer, "Max", axes)),
        ["ReduceMin"] = Of((layers, layer, axes) => layers.Reduced(layer, "Min", axes)),
        ["ReduceProd"] = Of(Product),
        ["ReduceL1"] = Of((layers, layer, axes) => layers.Reduced(layers.Unary(layer, "Abs"), "Sum", axes)),
        ["ReduceL2"] = Of((layers, layer, axes) => layers.Unary(layers.Reduced(layers.Unary(layer, "Square"), "Sum", axes), "Sqrt")),
        ["ReduceSumSquare"] = Of((layers, layer, axes) => layers.Reduced(layers.Unary(layer, "Square"), "Sum", axes)),
        ["ReduceLogSum"] = Of((layers, layer, axes) => layers.Unary(layers.Reduced(layer, "Sum", axes), "Log")),
        ["ReduceLogSumExp"] = LogSumExp,
    };

    /// <summary>The axes that are reduced: all where none are named, unless it says that this is nothing to do.</summary>
    public static int[] Axes(NodeContext context, int rank)
    {
        var given = context.IntsOrInput("axes", 1);
        return given is { Length: > 0 } ? Shapes.Axes(given, rank)
            : context.Int("noop_with_empty_axes", 0) != 0 ? []
            : [.. Enumerable.Range(0, rank)];
    }

    private static Action<NodeContext> Of(Func<LayerList, Layer, int[], Layer> function) => context =>
    {
        var value = context.Floats(0);
        var axes = Axes(context, value.Rank);
        if (axes.Length == 0 && context.HasInput(1) | context.Int("noop_with_empty_axes", 0) != 0 && context.Operator is not ("ReduceMean" or "ReduceSum"
            or "ReduceMax" or "ReduceMin" or "ReduceProd"))
        {
            throw new ImportException("without axes it is a function of each element, which is not supported: name the axes");
        }

        Give(context, value, axes, axes.Length == 0 ? null : function);
    };

    private static void Give(NodeContext context, Value value, int[] axes, Func<LayerList, Layer, int[], Layer>? function)
    {
        int[] example = [.. axes.Select(value.ExampleAxis)];
        var keeps = context.Int("keepdims", 1) != 0;
        int[] shape = keeps
            ? [.. value.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)]
            : [.. value.Shape.Where((_, axis) => !axes.Contains(axis))];
        var batch = keeps || value.BatchAxis < 0 ? value.BatchAxis : value.BatchAxis - axes.Count(axis => axis < value.BatchAxis);
        if (function is null
            || example.All(axis => value.Example[axis] == 1 && context.Operator is "ReduceMean" or "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceProd"))
        {
            context.Give(value.As(shape, batch));
            return;
        }

        context.Refuse(value.Example.Length > LayerList.MaximumRank, $"it reduces a value of {value.Rank} axes, but there are at most {LayerList.MaximumRank}");
        var layer = context.Layers.InOrder(value);
        context.Give(Value.Of(example.Length == 0 ? layer : function(context.Layers, layer, example), shape, batch));
    }

    private static Layer Product(LayerList layers, Layer layer, int[] axes)
    {
        foreach (var axis in axes.OrderByDescending(axis => axis))
        {
            var source = layer;
            if (source.Shape[axis] > MostFactors)
            {
                throw new ImportException($"it multiplies {source.Shape[axis]} positions, each of which is a layer, but there are at most {MostFactors}");
            }

            var factors = Enumerable.Range(0, source.Shape[axis]).Select(i => layers.Sliced(source, axis, i, 1));
            var product = factors.Aggregate((whole, factor) => layers.Joined(whole, "Multiply", factor, whole.Shape));
            int[] shape = [.. product.Shape.Where((_, i) => i != axis)];
            layer = layers.Reshaped(product, shape.Length == 0 ? [1] : shape);
        }

        return layer;
    }

    /// <summary>log(sum(exp(x))) = max(x) - max(log_softmax(x)): nothing overflows.</summary>
    private static void LogSumExp(NodeContext context) => Of((layers, layer, axes) =>
    {
        int[] others = [.. Enumerable.Range(0, layer.Shape.Length).Where(axis => !axes.Contains(axis))];
        int[] order = [.. others, .. axes];
        var turned = LaneView.Turned(layers, Value.Of(layer, layer.Shape, -1), layer.Shape, order);
        int[] kept = [.. others.Select(axis => layer.Shape[axis])];
        var rows = layers.InOrder(turned, [kept.Product(), axes.Select(axis => layer.Shape[axis]).Product()]);
        var greatest = layers.Reduced(rows, "Max", [1]);
        var logarithm = layers.Reduced(layers.Unary(rows, "LogSoftmax"), "Max", [1]);
        return layers.Reshaped(layers.Joined(greatest, "Subtract", logarithm, greatest.Shape), kept.Length == 0 ? [1] : kept);
    })(context);
}
