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
        if (windows.HasWidePadding)
        {
            context.Refuse(hasPartial || rank > 2, "padding of more than half of its window is not supported over volumes, or with ceil_mode");
            context.Give(WidelyPadded(context, input, windows, sizes, isMaximum, countsPadding));
            return;
        }

        context.Refuse(hasPartial && countsPadding && !isMaximum, "windows that reach beyond the padding and count it are not supported: leave out ceil_mode");
        var pads = windows.Before.Concat(windows.After).Any(pad => pad > 0) || hasPartial;
        if (rank == 1)
        {
            var layer = Layer.Taking(input.Sequence(), kind, [sizes[0], input.Channels]).With(kernel);
            context.Give(input.BackOfSequence(context.Layers.Add(Finished(windows.Describe(layer, isPool: true), isMaximum, countsPadding, hasPartial))));
            return;
        }

        var plane = Sided(Layer.Taking(
            rank == 2 ? input.Image(input.Sizes[0], input.Sizes[1]) : Planes(context, input), kind,
                [rank == 2 ? input.Channels : input.Channels * input.Sizes[0], .. sizes.Skip(rank - 2)]),
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
            context.Refuse(Math.Max(before, after) >= span,
                $"its padding of {Math.Max(before, after)} is not less than its window of {span}: windows would see nothing");
            var last = (outputs[axis] - 1) * windows.Strides[axis];
            context.Refuse(isCeiling && last >= inputs[axis] + before, "its last window would begin in the padding: leave out ceil_mode");
            hasPartial |= last + span > inputs[axis] + before + after;
        }

        return hasPartial;
    }

    /// <summary>
    /// The layer pads by half of its window at most; more is a layer of its own. What is added for maxima are copies of the outermost elements, which each
    /// window
    /// has anyway; means that leave it out are those with zeros, times the window over the elements that it really covers.
    /// </summary>
    private static Value WidelyPadded(NodeContext context, ChannelsFirst input, Windows windows, int[] sizes, bool isMaximum, bool countsPadding)
    {
        context.Refuse(windows.Dilations.Any(dilation => dilation != 1), "padding of more than half of its window is not supported with dilation");
        windows = windows.InPlane();
        int[] from = input.Sizes.Length == 1 ? [1, input.Sizes[0]] : input.Sizes, to = sizes.Length == 1 ? [1, sizes[0]] : sizes;
        var layer = input.Image(from[0], from[1]);
        for (var axis = 0; axis < 2; axis++)
        {
            context.Refuse((to[axis] - 1) * windows.Strides[axis] - windows.Before[axis] >= from[axis], "its last window would see nothing but padding");
            layer = Padding.Padded(context.Layers, layer, axis + 1, windows.Before[axis], windows.After[axis], isMaximum ? "Replicate" : "Zero");
        }

        var pool = Sided(Layer.Taking(layer, isMaximum ? "MaxPool" : "AvgPool", [input.Channels, .. to]), windows.Kernel);
        layer = context.Layers.Add(windows.Unpadded().Describe(pool, isPool: true));
        var result = input.Back(layer, input.Channels, sizes);
        if (isMaximum || countsPadding)
        {
            return result;
        }

        _ = ConstantTensor.CheckedCount(sizes);
        float[] factors = [.. Enumerable.Range(0, sizes.Product()).Select(i
            => (float)windows.Kernel.Product() / (Covered(0, i / to[1]) * Covered(1, i % to[1])))];
        return Joining.Join(context.Layers, "Multiply", result, Value.Of(new ConstantTensor(sizes, factors)));

        int Covered(int axis, int window)
        {
            var first = (window * windows.Strides[axis]) - windows.Before[axis];
            return Math.Min(first + windows.Kernel[axis], from[axis]) - Math.Max(first, 0);
        }
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
