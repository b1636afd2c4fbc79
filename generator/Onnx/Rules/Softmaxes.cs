using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Distributions along an axis; before version 13, over all axes from one on.</summary>
internal static class Softmaxes
{
    private const int VersionOfOneAxis = 13;

    public static Table Rules { get; } = new()
    {
        ["Softmax"] = context => Give(context, "Softmax"),
        ["LogSoftmax"] = context => Give(context, "LogSoftmax"),
    };

    private static void Give(NodeContext context, string kind)
    {
        var value = context.Floats(0);
        var axis = Shapes.Axis(context.Int("axis", context.Opset < VersionOfOneAxis ? 1 : -1), Math.Max(1, value.Rank));
        if (context.Opset >= VersionOfOneAxis || axis == value.Rank - 1)
        {
            var view = LaneView.OfLast(context.Layers, value.Rank == 0 ? value.As([1], -1) : value, value.Rank == 0 ? 0 : value.ExampleAxis(axis));
            context.Give(view.Back(context.Layers.Unary(view.Layer, kind)).As(value.Shape, value.BatchAxis));
            return;
        }

        context.Refuse(value.BatchAxis >= axis, "it runs over the examples of a batch");
        int[] rows = [value.Elements / value.Shape.Skip(axis).Product(), value.Shape.Skip(axis).Product()];
        context.Give(Graph.Value.Of(context.Layers.Unary(context.Layers.InOrder(value, rows), kind), value.Shape, value.BatchAxis));
    }
}
