using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Convolutions with known weights over steps, images and volumes.</summary>
internal static class Convolutions
{
    /// <summary>A volume's planes become channels, and the weights between planes that do not meet are zeros: only small ones are worth it.</summary>
    private const long MostVolumeWeights = 1 << 22;

    public static Table Rules { get; } = new() { ["Conv"] = Conv };

    private static void Conv(NodeContext context)
    {
        var weight = context.Constant(1, "weight");
        var bias = context.OptionalConstant(2, "bias")?.ToFloats();
        var input = ChannelsFirst.Of(context, context.Floats(0));
        var groups = context.Int("group", 1);
        var rank = input.Sizes.Length;
        context.Refuse(weight.Shape.Length != rank + 2, $"its weight {Shapes.Text(weight.Shape)} has not the axes of a kernel over {rank} axes");
        context.Refuse(groups < 1 || input.Channels != weight.Shape[1] * groups || weight.Shape[0] % groups != 0,
            $"its weight {Shapes.Text(weight.Shape)} in {groups} groups does not fit {input.Channels} channels");
        context.Refuse(bias is not null && bias.Length != weight.Shape[0], $"it has {bias?.Length} biases for {weight.Shape[0]} filters");
        var windows = Windows.Of(context, [.. weight.Shape.Skip(2)], input.Sizes);
        int[] sizes = [.. input.Sizes.Select((size, axis) => windows.Outputs(axis, size))];
        var filters = weight.Shape[0];
        switch (rank)
        {
            case 1:
                var steps = Described(Layer.Taking(input.Sequence(), "Conv1d", [sizes[0], filters]).With(filters).With(windows.Kernel), windows);
                context.Give(input.BackOfSequence(Finished(context, steps, (int)groups, weight.Shape, weight.ToFloats(), bias)));
                break;
            case 2:
                var source = input.Image(input.Sizes[0], input.Sizes[1]);
                var image = Described(Sided(Layer.Taking(source, "Conv2d", [filters, .. sizes]).With(filters), windows.Kernel), windows);
                context.Give(input.Back(Finished(context, image, (int)groups, weight.Shape, weight.ToFloats(), bias), filters, sizes));
                break;
            case 3:
                context.Give(Volume(context, input, windows, weight, bias, (int)groups, sizes));
                break;
            default:
                throw new ImportException($"it runs over {rank} axes, but convolutions over 1, 2 and 3 are supported");
        }
    }

    private static Layer Described(Layer layer, Windows windows) => windows.Describe(layer, isPool: false);

    /// <summary>A kernel's sides: one argument where it is square.</summary>
    private static Layer Sided(Layer layer, int[] kernel) => kernel[0] == kernel[1] ? layer.With(kernel[0]) : layer.With(kernel);

    private static Layer Finished(NodeContext context, Layer layer, int groups, int[] shape, float[] weight, float[]? bias)
    {
        layer = layer.With("Groups", groups, unless: 1).With("Bias", bias is not null, unless: true).Parameter("weight", shape, weight);
        return context.Layers.Add(bias is null ? layer : layer.Parameter("bias", [bias.Length], bias));
    }

    /// <summary>
    /// The planes of each channel are channels of an image, and each output plane is filters over them: the kernel's plane i meets input plane
    /// d * stride + i * dilation - padding, and the weights of all others are 0.
    /// </summary>
    private static Value Volume(NodeContext context, ChannelsFirst input, Windows windows, ConstantTensor weight, float[]? bias, int groups, int[] sizes)
    {
        int filters = weight.Shape[0], channels = weight.Shape[1], planes = input.Sizes[0], area = weight.Shape[3] * weight.Shape[4];
        int[] shape = [filters * sizes[0], channels * planes, weight.Shape[3], weight.Shape[4]];
        context.Refuse(shape.Aggregate(1L, (product, extent) => product * extent) > MostVolumeWeights,
            $"a convolution over volumes is one over images whose channels are all planes, here with a weight {Shapes.Text(shape)}, and at most "
                + $"{MostVolumeWeights} elements are worth it");
        var spread = new float[shape.Product()];
        for (var filter = 0; filter < filters; filter++)
        {
            for (var plane = 0; plane < sizes[0]; plane++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    for (var i = 0; i < weight.Shape[2]; i++)
                    {
                        var from = (plane * windows.Strides[0]) + (i * windows.Dilations[0]) - windows.Before[0];
                        for (var place = 0; from >= 0 && from < planes && place < area; place++)
                        {
                            spread[((((((filter * sizes[0]) + plane) * channels) + channel) * planes) + from) * area + place] =
                                (float)weight[((((filter * channels) + channel) * weight.Shape[2]) + i) * area + place];
                        }
                    }
                }
            }
        }

        var source = context.Layers.InOrder(input.Back(input.Image(input.Sizes[0], input.Sizes[1] * input.Sizes[2]), input.Channels, input.Sizes),
            [input.Channels * planes, input.Sizes[1], input.Sizes[2]]);
        var last = windows.Last();
        var layer = Described(Sided(Layer.Taking(source, "Conv2d", [filters * sizes[0], sizes[1], sizes[2]]).With(filters * sizes[0]), last.Kernel), last);
        float[]? biases = bias is null ? null : [.. bias.SelectMany(value => Enumerable.Repeat(value, sizes[0]))];
        return input.Back(Finished(context, layer, groups, shape, spread, biases), filters, sizes);
    }
}
