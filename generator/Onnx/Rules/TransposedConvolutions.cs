using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Transposed convolutions with known weights over steps and images.</summary>
internal static class TransposedConvolutions
{
    public static Table Rules { get; } = new() { ["ConvTranspose"] = ConvTranspose };

    private static void ConvTranspose(NodeContext context)
    {
        var weight = context.Constant(1, "weight");
        var bias = context.OptionalConstant(2, "bias")?.ToFloats();
        var input = ChannelsFirst.Of(context, context.Floats(0));
        var groups = (int)Math.Max(1, Math.Min(int.MaxValue, context.Int("group", 1)));
        var rank = input.Sizes.Length;
        context.Refuse(weight.Shape.Length != rank + 2 || weight.Shape[0] != input.Channels || weight.Shape[0] % groups != 0,
            $"its weight {Shapes.Text(weight.Shape)} does not fit {input.Channels} channels and {rank} axes");
        context.Refuse(rank > 2, $"it runs over {rank} axes, but transposed convolutions over 1 and 2 are supported");
        var filters = weight.Shape[1] * groups;
        context.Refuse(bias is not null && bias.Length != filters, $"it has {bias?.Length} biases for {filters} filters");

        // Over steps it is an image of one row.
        int[] kernel = Rows([.. weight.Shape.Skip(2)]), sizes = Rows(input.Sizes);
        int[] strides = Rows(Windows.Ints(context, "strides", rank, 1)), dilations = Rows(Windows.Ints(context, "dilations", rank, 1));
        var (before, after, extra) = Paddings(context, rank, kernel, sizes, strides, dilations);
        var isEven = before.SequenceEqual(after) && Enumerable.Range(0, 2).All(axis => extra[axis] < Math.Max(strides[axis], dilations[axis]));
        int[] full = [.. Enumerable.Range(0, 2).Select(axis => ((sizes[axis] - 1) * strides[axis]) + (dilations[axis] * (kernel[axis] - 1)) + 1)];
        int[] wanted = [.. full.Select((size, axis) => size + extra[axis] - before[axis] - after[axis])];
        context.Refuse(wanted.Any(size => size < 1), "nothing is left of its output");
        int[] made = isEven ? wanted : full;
        var layer = Layer.Taking(input.Image(sizes[0], sizes[1]), "ConvTranspose2d", [filters, .. made]).With(filters);
        layer = kernel[0] == kernel[1] ? layer.With(kernel[0]) : layer.With(kernel);
        layer = Sides(Sides(layer, "Stride", strides, 1), "Dilation", dilations, 1);
        layer = isEven ? Sides(Sides(layer, "Padding", before, 0), "OutputPadding", extra, 0) : layer;
        layer = layer.With("Groups", groups, unless: 1).With("Bias", bias is not null, unless: true)
            .Parameter("weight", [weight.Shape[0], weight.Shape[1], .. kernel], weight.ToFloats());
        layer = context.Layers.Add(bias is null ? layer : layer.Parameter("bias", [filters], bias));
        for (var axis = 0; axis < 2 && !isEven; axis++)
        {
            // What lies beyond the windows has the bias alone.
            context.Refuse(before[axis] + wanted[axis] > full[axis] && bias is not null, "its output is larger than its windows reach, and has a bias there");
            layer = Padding.Padded(context.Layers, layer, axis + 1, 0, Math.Max(0, before[axis] + wanted[axis] - full[axis]));
            layer = context.Layers.Sliced(layer, axis + 1, before[axis], wanted[axis]);
        }

        context.Give(input.Back(layer, filters, rank == 1 ? [wanted[1]] : wanted));

        int[] Rows(int[] perAxis) => perAxis.Length == 1 ? [1, perAxis[0]] : perAxis;
    }

    private static Layer Sides(Layer layer, string name, int[] values, int unless) => values[0] == values[1]
        ? layer.With(name, values[0], unless)
        : layer.With($"{name}Height", values[0], unless).With($"{name}Width", values[1], unless);

    /// <summary>What is taken away at both ends, and added at the end; of a wanted shape follows how much.</summary>
    private static (int[] Before, int[] After, int[] Extra) Paddings(
        NodeContext context, int rank, int[] kernel, int[] sizes, int[] strides, int[] dilations)
    {
        var offset = 2 - rank;
        var (before, after, extra) = (new int[2], new int[2], new int[2]);
        var (pads, outputPads, shape) = (context.Ints("pads"), context.Ints("output_padding"), context.Ints("output_shape"));
        var mode = context.Text("auto_pad", "NOTSET");
        context.Refuse(pads is not null && (pads.Length != 2 * rank || pads.Any(pad => pad is < 0 or > 1 << 20)),
            "its pads are not two for each axis, at least 0");
        context.Refuse(outputPads is not null && (outputPads.Length != rank || outputPads.Any(pad => pad is < 0 or > 1 << 20)),
            "its output_padding is not one for each axis");
        context.Refuse(shape is not null && shape.Length < rank, "its output_shape has too few axes");
        context.Refuse(mode is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"), $"its auto_pad is '{mode}', which there is none of");
        for (var i = 0; i < rank; i++)
        {
            var axis = i + offset;
            extra[axis] = (int)(outputPads?[i] ?? 0);
            if (shape is not null || mode is "SAME_UPPER" or "SAME_LOWER")
            {
                var wanted = shape is not null ? Shaping.Extent(shape[shape.Length - rank + i]) : sizes[axis] * strides[axis];
                var total = ((sizes[axis] - 1) * strides[axis]) + extra[axis] + (dilations[axis] * (kernel[axis] - 1)) + 1 - wanted;
                if (total < 0)
                {
                    (extra[axis], total) = (extra[axis] - total, 0);
                }

                before[axis] = mode == "SAME_UPPER" ? total / 2 : total - (total / 2);
                after[axis] = total - before[axis];
            }
            else if (pads is not null && mode == "NOTSET")
            {
                (before[axis], after[axis]) = ((int)pads[i], (int)pads[i + rank]);
            }
        }

        return (before, after, extra);
    }
}
