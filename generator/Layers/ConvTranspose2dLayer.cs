using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[ConvTranspose2d(filters, kernel)]</c>: z[f, s y + d ky - p, s x + d kx - p] gets input[c, y, x] * weight[c, f, ky, kx] from every c, ky, kx, and bias[f]
/// (Zeiler et al. 2010): what a convolution does to its input's gradient.
/// </summary>
internal sealed class ConvTranspose2dLayer : Layer
{
    public override string Kind => "ConvTranspose2d";

    public override bool TakesImages => true;

    public override Tensor? Build(LayerContext context)
    {
        var filters = context.AtLeast(1, "filters", 1);
        var size = Window.Size(context, "kernel", "kernelHeight", "kernelWidth");
        var stride = context.Sides("Stride", 1, (1, 1));
        var padding = context.Sides("Padding", 0, (0, 0));
        var more = context.Sides("OutputPadding", 0, (0, 0));
        var dilation = context.Sides("Dilation", 1, (1, 1));
        var groups = context.AtLeast(1, "Groups", 1);
        CheckOutputPadding(context, "Height", more.Height, stride.Height, dilation.Height);
        CheckOutputPadding(context, "Width", more.Width, stride.Width, dilation.Width);
        if (!context.IsReady)
        {
            return null;
        }

        int channels = context.Input.Shape[0], inputHeight = context.Input.Shape[1], inputWidth = context.Input.Shape[2];
        if (!Groups.Divide(context, "Groups", groups, filters, channels)
            || Outputs(context, "Height", inputHeight, size.Height, stride.Height, padding.Height, more.Height, dilation.Height) is not { } height
            || Outputs(context, "Width", inputWidth, size.Width, stride.Width, padding.Width, more.Width, dilation.Width) is not { } width
            || context.Output(new[] { filters, height, width }) is not { } output)
        {
            return null;
        }

        if (PyTorchOrder.Of(context, filters, size.Height, size.Width) is { } meant)
        {
            PyTorchOrder.Report(context, meant, $"{Literal.Of(size.Height)}x{Literal.Of(size.Width)}");
        }

        // PyTorch counts the fan on the tensor as it is stored.
        int filtersPerGroup = filters / groups, channelsPerGroup = channels / groups;
        var fan = (double)filtersPerGroup * size.Height * size.Width;
        if (context.Weight("weight", new[] { channels, filtersPerGroup, size.Height, size.Width }, fan, laneAxis: 1) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(filters, fan) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions, 0);
        Axis g = b.Axis("g", groups), f = b.Axis("f", filtersPerGroup), y = b.Axis("y", inputHeight), x = b.Axis("x", inputWidth);
        Axis c = b.Axis("c", channelsPerGroup), ky = b.Axis("ky", size.Height), kx = b.Axis("kx", size.Width);
        var filter = groups == 1 ? f : (g * filtersPerGroup) + f;
        var channel = groups == 1 ? c : (g * channelsPerGroup) + c;
        b.Sum(
            sum,
            [filter, (y * stride.Height) + (ky * dilation.Height) - padding.Height, (x * stride.Width) + (kx * dilation.Width) - padding.Width],
            context.Input.Tensor.At(channel, y, x) * weight.At(channel, f, ky, kx),
            $"{context.Comment}: every input x weight, added up where its {Literal.Of(size.Height)}x{Literal.Of(size.Width)} window lies");
        context.AddBias(sum, bias, output, 0);
        return output;
    }

    /// <summary>PyTorch's rule: with more there would be outputs that nothing reaches.</summary>
    private static void CheckOutputPadding(LayerContext context, string side, int amount, int stride, int dilation)
    {
        var most = Math.Max(stride, dilation) - 1;
        if (amount > most && !context.HasFailed)
        {
            var argument = context.Has("OutputPadding" + side) ? "OutputPadding" + side : "OutputPadding";
            context.Report(
                Descriptors.OutOfRange,
                argument,
                [context.Declaration.Text, argument, Literal.Of(amount), $"less than the stride or the dilation: at most {Literal.Of(most)}"],
                ["here", Literal.Of(most)]);
        }
    }

    /// <summary>(n - 1) s - 2 p + d (k - 1) + 1 and the output's padding; null where that is less than 1 or too large, which is reported.</summary>
    private static int? Outputs(LayerContext context, string side, long inputs, int size, int stride, int padding, int more, int dilation)
    {
        var reach = ((inputs - 1) * stride) + ((size - 1L) * dilation) + 1;
        if (reach > LayerContext.MaximumElements)
        {
            context.Report(
                Descriptors.TooLarge,
                null,
                [context.Declaration.Text, Literal.Of(reach), Units(side), Literal.Of(LayerContext.MaximumElements)]);
            return null;
        }

        var outputs = reach - (2L * padding) + more;
        if (outputs >= 1)
        {
            return (int)outputs;
        }

        var argument = context.Has("Padding" + side) ? "Padding" + side : "Padding";
        var most = (reach + more - 1) / 2;
        context.Report(
            Descriptors.OutOfRange,
            argument,
            [
                context.Declaration.Text,
                argument,
                Literal.Of(padding),
                $"at most {Literal.Of(most)}: it takes away as much at each end of the {Literal.Of(reach + more)} {Units(side)} that "
                    + $"{context.Input.ShapeText} from {context.Input.Origin} gives",
            ],
            ["here", Literal.Of(most)]);
        return null;
    }

    private static string Units(string side) => side == "Height" ? "rows" : "columns";
}
