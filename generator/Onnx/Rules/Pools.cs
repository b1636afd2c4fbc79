using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Pools over steps, images and volumes. Maxima and means of boxes are those of one side after the other.</summary>
internal static class Pools
{
    public static Table Rules { get; } = new()
    {
        ["MaxPool"] = context => Pool(context, "MaxPool"),
        ["AveragePool"] = context => Pool(context, "AvgPool"),
        ["GlobalAveragePool"] = context => Global(context, "Mean"),
        ["GlobalMaxPool"] = context => Global(context, "Max"),
    };

    private static void Pool(NodeContext context, string kind)
    {
        context.Refuse(context.IsUsed(1), "the places of its maxima are used, which are integers, and layers give floats alone");
        var input = ChannelsFirst.Of(context, context.Floats(0));
        var rank = input.Sizes.Length;
        var kernel = Windows.Ints(context, "kernel_shape", rank, 1);
        context.Refuse(rank > 3, $"it runs over {rank} axes, but pools over 1, 2 and 3 are supported");
        var windows = Windows.Of(context, kernel, input.Sizes);
        var (isCeiling, isMaximum) = (context.Int("ceil_mode", 0) != 0, kind == "MaxPool");
        var countsPadding = context.Int("count_include_pad", 0) != 0;
        context.Refuse(!isMaximum && windows.Dilations.Any(dilation => dilation != 1), "AvgPool has no dilation");
        int[] sizes = [.. input.Sizes.Select((size, axis) => windows.Outputs(axis, size, isCeiling))];
        var hasPartial = CheckWindows(context, windows, input.Sizes, sizes, isCeiling);
        context.Refuse(hasPartial && countsPadding && !isMaximum, "windows that reach beyond the padding and count it are not supported: leave out ceil_mode");
        var pads = windows.Before.Concat(windows.After).Any(pad => pad > 0) || hasPartial;
        if (rank == 1)
        {
            var layer = Layer.Taking(input.Sequence(), kind, [sizes[0], input.Channels]).With(kernel);
            context.Give(input.BackOfSequence(context.Layers.Add(Finished(windows.Describe(layer, isPool: true), isMaximum, countsPadding, hasPartial))));
            return;
        }

        var plane = Sided(Layer.Taking(
            rank == 2 ? input.Image(input.Sizes[0], input.Sizes[1]) : Planes(context, input), kind, [rank == 2 ? input.Channels : input.Channels * input.Sizes[0], .. sizes.Skip(rank - 2)]),
            windows.Last().Kernel);
        var image = context.Layers.Add(Finished(windows.Last().Describe(plane, isPool: true), isMaximum, countsPadding, hasPartial));
        if (rank == 3)
        {
            context.Refuse(!isMaximum && pads && !countsPadding, "means over volumes that leave out padding are not supported: use count_include_pad");
            var depth = context.Layers.Reshaped(image, [input.Channels, input.Sizes[0], sizes[1] * sizes[2]]);
            var alone = windows.Alone(0);
            image = context.Layers.Add(Finished(
                alone.Describe(Sided(Layer.Taking(depth, kind, [input.Channels, sizes[0], sizes[1] * sizes[2]]), alone.Kernel), isPool: true),
                isMaximum, countsPadding, hasPartial));
        }

        context.Give(input.Back(image, input.Channels, sizes));
    }

    /// <summary>Whether windows reach beyond the padding at the end; refuses those that see no input, and padding that the layer has not.</summary>
    private static bool CheckWindows(NodeContext context, Windows windows, int[] inputs, int[] outputs, bool isCeiling)
    {
        var hasPartial = false;
        for (var axis = 0; axis < inputs.Length; axis++)
        {
            var (before, after, span) = (windows.Before[axis], windows.After[axis], windows.Span(axis));
            context.Refuse(2 * Math.Max(before, after) > windows.Kernel[axis], $"its padding of {Math.Max(before, after)} is more than half of its window of {windows.Kernel[axis]}");
            var last = (outputs[axis] - 1) * windows.Strides[axis];
            context.Refuse(isCeiling && last >= inputs[axis] + before, "its last window would begin in the padding: leave out ceil_mode");
            hasPartial |= last + span > inputs[axis] + before + after;
        }

        return hasPartial;
    }

    private static Layer Sided(Layer layer, int[] kernel) => kernel[0] == kernel[1] ? layer.With(kernel[0]) : layer.With(kernel);

    private static Layer Finished(Layer layer, bool isMaximum, bool countsPadding, bool isCeiling)
        => (isMaximum ? layer : layer.With("CountIncludePad", countsPadding, unless: true)).With("CeilMode", isCeiling, unless: false);

    /// <summary>A volume with its planes as channels.</summary>
    private static Layer Planes(NodeContext context, ChannelsFirst input) => context.Layers.Reshaped(
        input.Image(input.Sizes[0], input.Sizes[1] * input.Sizes[2]), [input.Channels * input.Sizes[0], input.Sizes[1], input.Sizes[2]]);

    private static void Global(NodeContext context, string kind)
    {
        var input = ChannelsFirst.Of(context, context.Floats(0));
        var layer = kind == "Mean" ? "GlobalAvgPool" : "GlobalMaxPool";
        var source = input.Sizes.Length == 1 ? input.Sequence() : input.Image(input.Sizes[0], input.Sizes.Skip(1).Product());
        context.Give(input.Back(context.Layers.Add(Layer.Taking(source, layer, [input.Channels])), input.Channels, [.. input.Sizes.Select(_ => 1)]));
    }
}
