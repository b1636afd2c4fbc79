using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Rows chosen by indices: an embedding where the table is known and the indices are an input, slices where the indices are known.</summary>
internal static class Gathering
{
    public static Table Rules { get; } = new()
    {
        ["Gather"] = Gather,
        ["OneHot"] = OneHot,
    };

    private static void Gather(NodeContext context)
    {
        var (value, indices) = (context[0], context[1]);
        var axis = Shapes.Axis(context.Int("axis", 0), value.Rank);
        if (value.Constant is { Kind: ElementKind.Float } table && indices.Integers is { } input)
        {
            context.Refuse(axis != 0, "a table that is read by tokens along another axis than its first is not supported: transpose it");
            Embed(context, table, indices, input);
            return;
        }

        value = context.Floats(0);
        var known = context.Constant(1, "indices");
        var extent = value.Shape[axis];
        _ = value.ExampleAxis(axis);
        int[] places = [.. known.ToIntegers().Select(index => index >= -extent && index < extent ? (int)(index < 0 ? index + extent : index)
            : throw new ImportException($"index {index} is not on axis {axis} of {Shapes.Text(value.Shape)}"))];
        context.Refuse(places.Length == 0, "it chooses nothing, and a value has at least one element");
        var picked = Slicing.Picked(context.Layers, value, axis, places);
        int[] shape = [.. value.Shape.Take(axis), .. known.Shape, .. value.Shape.Skip(axis + 1)];
        context.Give(picked.As(shape, value.BatchAxis > axis ? value.BatchAxis + known.Shape.Length - 1 : value.BatchAxis));
    }

    private static void Embed(NodeContext context, ConstantTensor table, Value indices, IntegerInput input)
    {
        context.Refuse(table.Shape.Length < 2, "a table that is read by tokens has rows of features");
        var (vocabulary, features) = (table.Shape[0], table.Shape.Skip(1).Product());
        var tokens = Tokens.Of(context, input, vocabulary);
        var layer = context.Layers.Add(
            Layer.Taking(tokens, "Embedding", [tokens.Shape[0], features]).With(features).Parameter("weight", [vocabulary, features], table.ToFloats()));
        context.Give(Value.Of(layer, [.. indices.Shape, .. table.Shape.Skip(1)], indices.BatchAxis));
    }

    private static void OneHot(NodeContext context)
    {
        var indices = context[0];
        var input = indices.Integers ?? throw new ImportException("its indices are computed, but OneHot takes the tokens of an input");
        var depth = context.Constant(1, "depth");
        var values = context.Constant(2, "values");
        context.Refuse(depth.Count != 1 || depth[0] < 1 || depth[0] > int.MaxValue, "its depth must be one number, at least 1");
        context.Refuse(values.Count != 2, "it needs two values, off and on");
        var vocabulary = (int)depth[0];
        var tokens = Tokens.Of(context, input, vocabulary);
        var layer = context.Layers.Scale(
            context.Layers.Add(Layer.Taking(tokens, "OneHot", [tokens.Shape[0], vocabulary])), values[1] - values[0], values[0]);
        int[] shape = [.. indices.Shape, vocabulary];
        var axis = Shapes.Axis(context.Int("axis", -1), shape.Length);
        var last = Value.Of(layer, shape, indices.BatchAxis);
        if (axis == shape.Length - 1)
        {
            context.Give(last);
            return;
        }

        // The new axis goes before others.
        int[] order = [.. Enumerable.Range(0, axis), shape.Length - 1, .. Enumerable.Range(axis, shape.Length - 1 - axis)];
        int[] exampleOrder = [.. order.Where(i => i != last.BatchAxis).Select(last.ExampleAxis)];
        var turned = LaneView.Turned(context.Layers, last, last.Example, exampleOrder);
        context.Give(Value.Of(
            turned.Layer!, turned.Layout!, [.. order.Select(i => shape[i])], last.BatchAxis < 0 ? -1 : Array.IndexOf(order, last.BatchAxis)));
    }
}
