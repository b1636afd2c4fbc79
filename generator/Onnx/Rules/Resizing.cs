using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Images of another size: what the language's <c>Upsample</c> does, and any other rule as chosen positions or as a product with a known
/// matrix.</summary>
internal static class Resizing
{
    public static Table Rules { get; } = new()
    {
        ["Resize"] = Resize,
        ["Upsample"] = Resize,
        ["DepthToSpace"] = DepthToSpace,
        ["SpaceToDepth"] = SpaceToDepth,
    };

    private static void Resize(NodeContext context)
    {
        var value = context.Floats(0);
        var sampling = Sampling.Of(context, value.Shape);
        foreach (var axis in Enumerable.Range(0, value.Rank).Where(sampling.Changes))
        {
            _ = value.ExampleAxis(axis);
        }

        if (sampling.IsUpsample is { } mode && Image(value, sampling) is { } image)
        {
            var layer = Layer.Taking(context.Layers.InOrder(value, image.From), "Upsample", image.To).With(image.To.Skip(1));
            context.Give(Value.Of(context.Layers.Add(mode == "Nearest" ? layer : layer.With("Mode", $"UpsampleMode.{mode}")), sampling.Outputs,
                value.BatchAxis));
            return;
        }

        for (var axis = 0; axis < value.Rank; axis++)
        {
            if (sampling.Changes(axis))
            {
                value = sampling.IsNearest
                    ? Slicing.Picked(context.Layers, value, axis, sampling.Places(axis))
                    : Mixed(context, value, axis, sampling.Matrix(axis), sampling.Filling(axis), sampling.Outputs[axis]);
            }
        }

        context.Give(value);
    }

    /// <summary>An example as an image of which only height and width change.</summary>
    private static (int[] From, int[] To)? Image(Value value, Sampling sampling)
    {
        var shape = value.Example;
        var outputs = value.WithoutBatch(sampling.Outputs);
        return shape.Length < 2 || Enumerable.Range(0, shape.Length - 2).Any(axis => shape[axis] != outputs[axis]) ? null
            : ([shape.Take(shape.Length - 2).Product(), .. shape.Skip(shape.Length - 2)],
                [shape.Take(shape.Length - 2).Product(), .. outputs.Skip(shape.Length - 2)]);
    }

    /// <summary>Every output along an axis is a sum of weighted inputs: a product with a matrix that does not change.</summary>
    private static Value Mixed(NodeContext context, Value value, int axis, float[] matrix, float[]? added, int outputs)
    {
        var place = value.ExampleAxis(axis);
        var shape = value.Example;
        int before = shape.Take(place).Product(), extent = shape[place], behind = shape.Skip(place + 1).Product();
        var turned = LaneView.Turned(context.Layers, value, [before, extent, behind], [0, 2, 1]);
        var rows = context.Layers.InOrder(turned, [before * behind, extent]);
        var weight = context.Layers.Constant(new([outputs, extent], matrix), [outputs, extent]);
        var layer = context.Layers.Add(Layer.Taking(rows, "MatMul", [before * behind, outputs]).With(weight).With("Transpose", "true"));
        layer = added is null ? layer : context.Layers.Joined(layer, "Add", context.Layers.Constant(new([outputs], added), [outputs]), layer.Shape);
        var layout = Layout.RowMajor(before * behind * outputs).Transposed([before, behind, outputs], [0, 2, 1])!;
        return Value.Of(layer, layout, [.. value.Shape.Select((own, i) => i == axis ? outputs : own)], value.BatchAxis);
    }

    private static void DepthToSpace(NodeContext context)
    {
        var (input, block) = Blocks(context);
        context.Refuse(input.Sizes.Length != 2 || input.Channels % (block * block) != 0, $"it makes blocks of {block} x {block} of {input.Channels} channels");
        int channels = input.Channels / (block * block), height = input.Sizes[0], width = input.Sizes[1];
        var source = input.Image(height, width);
        var layers = context.Layers;
        if (context.Text("mode", "DCR") == "DCR")
        {
            // The language has the channel's blocks innermost, as CRD.
            var parts = layers.Reshaped(source, [block * block, channels, height, width]);
            var turned = layers.Add(Layer.Taking(parts, "Permute", [channels, block * block, height, width]).With([1, 0, 2, 3]));
            source = layers.Reshaped(turned, [input.Channels, height, width]);
        }

        var layer = layers.Add(Layer.Taking(source, "PixelShuffle", [channels, height * block, width * block]).With(block));
        context.Give(input.Back(layer, channels, [height * block, width * block]));
    }

    private static void SpaceToDepth(NodeContext context)
    {
        var (input, block) = Blocks(context);
        context.Refuse(input.Sizes.Length != 2 || input.Sizes.Any(size => size % block != 0),
            $"it makes channels of blocks of {block} x {block}, but has {Shapes.Text(input.Sizes)}");
        int height = input.Sizes[0] / block, width = input.Sizes[1] / block;
        var layers = context.Layers;
        var parts = layers.InOrder(input.Back(input.Image(input.Sizes[0], input.Sizes[1]), input.Channels, input.Sizes),
            [input.Channels, height, block, width, block]);
        var turned = layers.Add(Layer.Taking(parts, "Permute", [block, block, input.Channels, height, width]).With([2, 4, 0, 1, 3]));
        context.Give(input.Back(turned, input.Channels * block * block, [height, width]));
    }

    private static (ChannelsFirst Input, int Block) Blocks(NodeContext context)
    {
        var block = context.Int("blocksize", 0);
        context.Refuse(block is < 1 or > 1 << 12, $"its blocksize is {block}");
        return (ChannelsFirst.Of(context, context.Floats(0)), (int)block);
    }
}
