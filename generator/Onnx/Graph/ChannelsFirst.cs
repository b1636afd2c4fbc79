using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Graph;

/// <summary>
/// A value as convolutions see it in ONNX: <c>[batch, channels, sizes...]</c>. Its first axis is the batch, or one example; a sequence is turned to
/// <c>[steps, features]</c>.
/// </summary>
internal sealed class ChannelsFirst
{
    private readonly NodeContext context;
    private readonly Value value;

    private ChannelsFirst(NodeContext context, Value value)
    {
        (this.context, this.value) = (context, value);
        Channels = value.Shape[1];
        Sizes = [.. value.Shape.Skip(2)];
    }

    public int Channels { get; }

    public int[] Sizes { get; }

    public static ChannelsFirst Of(NodeContext context, Value value)
    {
        context.Refuse(value.Rank < 3, $"it takes [batch, channels, sizes...], not {Shapes.Text(value.Shape)}");
        context.Refuse(value.BatchAxis > 0, $"the batch is axis {value.BatchAxis} of {Shapes.Text(value.Shape)} instead of the first");
        context.Refuse(value.BatchAxis < 0 && value.Shape[0] != 1,
            $"its {value.Shape[0]} images are one example; leave their number open, as the batch, with Dimensions");
        return new(context, value);
    }

    /// <summary>The value as an image <c>[channels, height, width]</c> of any two sizes whose product is right.</summary>
    public Layer Image(int height, int width) => context.Layers.InOrder(value, [Channels, height, width]);

    /// <summary>The value as a sequence <c>[steps, features]</c>.</summary>
    public Layer Sequence() => LaneView.OfLast(context.Layers, value.As([.. value.Shape.Skip(1)], -1), 0).Layer;

    /// <summary>The result, out of a layer whose elements lie in the order of the model's tensor.</summary>
    public Value Back(Layer layer, int channels, int[] sizes) => Value.Of(layer, [value.Shape[0], channels, .. sizes], value.BatchAxis);

    /// <summary>The result, out of a sequence.</summary>
    public Value BackOfSequence(Layer layer)
    {
        var (steps, features) = (layer.Shape[0], layer.Shape[1]);
        var layout = Layout.RowMajor(steps * features).Transposed([steps, features], [1, 0])!;
        return Value.Of(layer, layout, [value.Shape[0], features, steps], value.BatchAxis);
    }
}
