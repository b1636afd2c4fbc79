using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

/// <summary>The window of a convolution or a pool along each spatial axis, as the model's attributes give it, and its arguments.</summary>
internal sealed class Windows
{
    private Windows(int[] kernel, int[] strides, int[] dilations)
    {
        (Kernel, Strides, Dilations) = (kernel, strides, dilations);
        (Before, After) = (new int[kernel.Length], new int[kernel.Length]);
    }

    public int[] Kernel { get; }

    public int[] Strides { get; }

    public int[] Dilations { get; }

    public int[] Before { get; }

    public int[] After { get; }

    /// <summary>Whether there is more padding than pools have: half of the window at each end.</summary>
    public bool HasWidePadding => Enumerable.Range(0, Kernel.Length).Any(axis => 2 * Math.Max(Before[axis], After[axis]) > Kernel[axis]);

    /// <summary>The side of a window with what lies between its elements.</summary>
    public int Span(int axis) => (Dilations[axis] * (Kernel[axis] - 1)) + 1;

    /// <param name="kernel">The kernel's sides.</param>
    /// <param name="sizes">The input's.</param>
    public static Windows Of(NodeContext context, int[] kernel, int[] sizes)
    {
        var windows = new Windows(kernel, Ints(context, "strides", kernel.Length, 1), Ints(context, "dilations", kernel.Length, 1));
        var pads = context.Ints("pads");
        context.Refuse(pads is not null && pads.Length != 2 * kernel.Length, $"it has {pads?.Length} pads for {kernel.Length} axes");
        context.Refuse(pads is not null && pads.Any(pad => pad is < 0 or > 1 << 20), "its padding is negative or larger than any image");
        var mode = context.Text("auto_pad", "NOTSET");
        for (var axis = 0; axis < kernel.Length; axis++)
        {
            if (mode is "SAME_UPPER" or "SAME_LOWER")
            {
                var outputs = (sizes[axis] + windows.Strides[axis] - 1) / windows.Strides[axis];
                var total = Math.Max(0, ((outputs - 1) * windows.Strides[axis]) + windows.Span(axis) - sizes[axis]);
                windows.Before[axis] = mode == "SAME_UPPER" ? total / 2 : total - (total / 2);
                windows.After[axis] = total - windows.Before[axis];
            }
            else if (mode == "NOTSET" && pads is not null)
            {
                (windows.Before[axis], windows.After[axis]) = ((int)pads[axis], (int)pads[axis + kernel.Length]);
            }
        }

        context.Refuse(mode is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"), $"its auto_pad is '{mode}', which there is none of");
        return windows;
    }

    public static int[] Ints(NodeContext context, string attribute, int count, int otherwise)
    {
        var given = context.Ints(attribute);
        context.Refuse(given is not null && given.Length != count, $"it has {given?.Length} {attribute} for {count} axes");
        context.Refuse(given is not null && given.Any(value => value is < 1 or > 1 << 20), $"its {attribute} are not all from 1 to {1 << 20}");
        return given is null ? [.. Enumerable.Repeat(otherwise, count)] : [.. given.Select(value => (int)value)];
    }

    /// <summary>The number of windows along an axis.</summary>
    public int Outputs(int axis, int size, bool isCeiling = false)
    {
        var rest = size + Before[axis] + After[axis] - Span(axis);
        if (rest < 0)
        {
            throw new ImportException($"its window of {Span(axis)} does not fit an axis of {size} with its padding");
        }

        return ((isCeiling ? rest + Strides[axis] - 1 : rest) / Strides[axis]) + 1;
    }

    /// <summary>Adds the arguments that differ from the layer's defaults, for an image or the steps of a sequence.</summary>
    public Layer Describe(Layer layer, bool isPool)
    {
        if (Kernel.Length == 1)
        {
            layer = layer.With("Stride", Strides[0], unless: isPool ? Kernel[0] : 1).With("Dilation", Dilations[0], unless: 1);
            return Before[0] == After[0]
                ? layer.With("Padding", Before[0], unless: 0)
                : layer.With("PaddingBefore", Before[0], unless: 0).With("PaddingAfter", After[0], unless: 0);
        }

        var isSquare = Strides[0] == Strides[1] && (!isPool || Kernel[0] == Kernel[1]);
        layer = isSquare
            ? layer.With("Stride", Strides[0], unless: isPool ? Kernel[0] : 1)
            : layer.With("StrideHeight", Strides[0], unless: isPool ? Kernel[0] : 1).With("StrideWidth", Strides[1], unless: isPool ? Kernel[1] : 1);
        layer = Dilations[0] == Dilations[1]
            ? layer.With("Dilation", Dilations[0], unless: 1)
            : layer.With("DilationHeight", Dilations[0], unless: 1).With("DilationWidth", Dilations[1], unless: 1);
        if (Before.SequenceEqual(After))
        {
            return Before[0] == Before[1]
                ? layer.With("Padding", Before[0], unless: 0)
                : layer.With("PaddingHeight", Before[0], unless: 0).With("PaddingWidth", Before[1], unless: 0);
        }

        return layer.With("PaddingTop", Before[0], unless: 0).With("PaddingBottom", After[0], unless: 0)
            .With("PaddingLeft", Before[1], unless: 0).With("PaddingRight", After[1], unless: 0);
    }

    /// <summary>The window of one axis, beside an axis along which nothing happens.</summary>
    public Windows Alone(int axis)
    {
        var alone = new Windows([Kernel[axis], 1], [Strides[axis], 1], [Dilations[axis], 1]);
        (alone.Before[0], alone.After[0]) = (Before[axis], After[axis]);
        return alone;
    }

    /// <summary>The windows over an image, of one row if they are over steps.</summary>
    public Windows InPlane()
    {
        if (Kernel.Length != 1)
        {
            return this;
        }

        var plane = new Windows([1, Kernel[0]], [1, Strides[0]], [1, Dilations[0]]);
        (plane.Before[1], plane.After[1]) = (Before[0], After[0]);
        return plane;
    }

    public Windows Unpadded() => new(Kernel, Strides, Dilations);

    /// <summary>The windows of the last two axes.</summary>
    public Windows Last()
    {
        var first = Kernel.Length - 2;
        var last = new Windows([Kernel[first], Kernel[first + 1]], [Strides[first], Strides[first + 1]], [Dilations[first], Dilations[first + 1]]);
        (last.Before[0], last.After[0]) = (Before[first], After[first]);
        (last.Before[1], last.After[1]) = (Before[first + 1], After[first + 1]);
        return last;
    }
}
