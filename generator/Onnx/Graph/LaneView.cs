using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Graph;

/// <summary>
/// A layer's value under a shape whose channels are a block of a tensor's axes, so that a vector has one number for each position of the block: the first axis
/// of an image, or the last of other shapes.
/// </summary>
internal sealed class LaneView
{
    private readonly Value value;
    private readonly Layout layout;

    private LaneView(Value value, Layer layer, Layout layout)
    {
        (this.value, Layer, this.layout) = (value, layer, layout);
    }

    public Layer Layer { get; }

    /// <param name="shape">The example's shape.</param>
    /// <param name="first">The first axis of the block.</param>
    /// <param name="end">The axis behind the block.</param>
    public static LaneView Of(LayerList layers, Value value, int[] shape, int first, int end)
    {
        var (before, block, behind) = (shape.Take(first).Product(), shape.Skip(first).Take(end - first).Product(), shape.Skip(end).Product());
        if (value.Layer is { } layer && IsChannels(layer.Shape, value.Layout!, [before, block, behind]))
        {
            return new(value, layer, value.Layout!);
        }

        var rowMajor = Layout.RowMajor(before * block * behind);
        if (before == 1)
        {
            int[] image = shape.Length == 3 && first == 0 && end == 1 ? shape : behind == 1 ? [block] : [block, behind, 1];
            return new(value, layers.InOrder(value, image), rowMajor);
        }

        if (behind == 1)
        {
            int[] rows = shape.Length is 2 or 4 or 5 && first == shape.Length - 1 && end == shape.Length ? shape : [before, block];
            return new(value, layers.InOrder(value, rows), rowMajor);
        }

        var turned = Turned(layers, value, [before, block, behind], [0, 2, 1]);
        return new(value, layers.InOrder(turned, [before * behind, block]), rowMajor.Transposed([before, behind, block], [0, 2, 1])!);
    }

    /// <summary>The last axis of the layer's value is one of a tensor's.</summary>
    /// <param name="axis">The axis of the example.</param>
    public static LaneView OfLast(LayerList layers, Value value, int axis)
    {
        var shape = value.Example;
        var (before, extent, behind) = (shape.Take(axis).Product(), shape[axis], shape.Skip(axis + 1).Product());
        if (behind == 1)
        {
            return new(value, layers.InOrder(value, shape.Length is > 0 and <= LayerList.MaximumRank && axis == shape.Length - 1 ? shape : [before, extent]),
                Layout
                .RowMajor(shape.Product()));
        }

        if (value.Layer is { } layer && layer.Shape[layer.Shape.Length - 1] == extent && value.Layout!.Stride([before, extent, behind], 1) == 1)
        {
            return new(value, layer, value.Layout);
        }

        var turned = Turned(layers, value, [before, extent, behind], [0, 2, 1]);
        return new(value, layers.InOrder(turned, [before * behind, extent]), Layout.RowMajor(shape.Product()).Transposed([before, behind, extent], [0, 2, 1])!);
    }

    /// <summary>A tensor of the value's shape out of a layer of the view's.</summary>
    public Value Back(Layer layer) => Value.Of(layer, layout, value.Shape, value.BatchAxis);

    /// <summary>A value with its example's axes in another order; only elements count, the shape does not.</summary>
    public static Value Turned(LayerList layers, Value value, int[] shape, int[] order)
    {
        int[] turned = [.. order.Select(axis => shape[axis])];
        if (value.Layer is { } layer && value.Layout!.Transposed(shape, order) is { } layout)
        {
            return Value.Of(layer, layout, turned, -1);
        }

        var inOrder = layers.InOrder(value, [shape.Product()]);
        return Value.Of(inOrder, Layout.RowMajor(shape.Product()).Transposed(shape, order)!, turned, -1);
    }

    private static bool IsChannels(int[] physical, Layout layout, int[] parts)
    {
        var lane = physical.Length == 3 ? 0 : physical.Length - 1;
        return physical[lane] == parts[1] && parts[1] > 1 && layout.Stride(parts, 1) == Shapes.Strides(physical)[lane];
    }
}
