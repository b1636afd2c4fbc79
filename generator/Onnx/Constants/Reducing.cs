using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Rules;

namespace StaticNets.Onnx.Constants;

using Table = Dictionary<string, Func<NodeContext, ConstantTensor>>;

/// <summary>Sums, products and extremes of known tensors.</summary>
internal static class Reducing
{
    public static Table Operators { get; } = new()
    {
        ["ReduceSum"] = context => Reduced(context, values => values.Sum()),
        ["ReduceProd"] = context => Reduced(context, values => values.Aggregate(1.0, (product, value) => product * value)),
        ["ReduceMax"] = context => Reduced(context, values => values.Max()),
        ["ReduceMin"] = context => Reduced(context, values => values.Min()),
        ["ReduceMean"] = context => Reduced(context, values => values.Average()),
    };

    private static ConstantTensor Reduced(NodeContext context, Func<IEnumerable<double>, double> function)
    {
        var tensor = context.Constant(0, "value");
        context.Refuse(tensor.MentionsBatch, "it computes with the size of the batch, which a network leaves open");
        var axes = Reductions.Axes(context, tensor.Shape.Length);
        if (axes.Length == 0)
        {
            return tensor;
        }

        int[] kept = [.. tensor.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        context.Refuse(tensor.Count == 0, "it reduces a tensor without elements");
        var groups = new List<double>[kept.Product()];
        var (strides, own) = (Shapes.Strides(tensor.Shape), Shapes.Strides(kept));
        for (var i = 0; i < tensor.Count; i++)
        {
            var place = Shapes.Spread(i, tensor.Shape, strides, kept, own);
            (groups[place] ??= []).Add(tensor[i]);
        }

        int[] shape = context.Int("keepdims", 1) != 0 ? kept : [.. tensor.Shape.Where((_, axis) => !axes.Contains(axis))];
        return tensor.Kind == ElementKind.Float
            ? new(shape, [.. groups.Select(group => (float)function(group))])
            : new(shape, [.. groups.Select(group => (long)function(group))]);
    }
}
