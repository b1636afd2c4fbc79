using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Conv2d(filters, kernel)]</c>: z[f, y, x] = sum over c, ky, kx of input[c, s y + d ky - p, s x + d kx - p] * weight[f, c, ky, kx] + bias[f],
/// a cross-correlation.
/// </summary>
internal sealed class Conv2dLayer : Layer
{
    public override string Kind => "Conv2d";

    public override bool TakesImages => true;

    protected override string SequenceAdvice => "use Conv1d for sequences";

    public override Tensor? Build(LayerContext context)
    {
        var filters = context.AtLeast(1, "filters", 1);
        var size = Window.Size(context, "kernel", "kernelHeight", "kernelWidth");
        var stride = context.Sides("Stride", 1, (1, 1));
        var padding = context.Sides("Padding", 0, (0, 0));
        var dilation = context.Sides("Dilation", 1, (1, 1));
        var groups = context.AtLeast(1, "Groups", 1);
        if (!context.IsReady)
        {
            return null;
        }

        var isSquare = context.Has("kernel");
        var height = new WindowSide(
            "Height", isSquare ? "kernel" : "kernelHeight", context.Input.Shape[1], size.Height, stride.Height, padding.Height, dilation.Height);
        var width = new WindowSide(
            "Width", isSquare ? "kernel" : "kernelWidth", context.Input.Shape[2], size.Width, stride.Width, padding.Width, dilation.Width);
        if (!Groups.Divide(context, groups, filters, context.Input.Shape[0]) || !Window.Check(context, PyTorchOrder(context, filters, size), height, width)
            || context.Output(Window.Shape(filters, height, width)) is not { } output)
        {
            return null;
        }

        int filtersPerGroup = filters / groups, channels = context.Input.Shape[0] / groups;
        var fan = (double)channels * size.Height * size.Width;
        if (context.Weight("weight", new[] { filters, channels, size.Height, size.Width }, fan) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(filters, fan) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions, 0);
        Axis g = b.Axis("g", groups), f = b.Axis("f", filtersPerGroup), y = b.Axis("y", height.Outputs), x = b.Axis("x", width.Outputs);
        Axis c = b.Axis("c", channels), ky = b.Axis("ky", size.Height), kx = b.Axis("kx", size.Width);
        var filter = groups == 1 ? f : (g * filtersPerGroup) + f;
        var channel = groups == 1 ? c : (g * channels) + c;
        b.Sum(
            sum,
            [filter, y, x],
            context.Input.Tensor.At(
                channel, (y * stride.Height) + (ky * dilation.Height) - padding.Height, (x * stride.Width) + (kx * dilation.Width) - padding.Width)
                * weight.At(filter, c, ky, kx),
            $"{context.Comment}: sum over input channels and the {Literal.Of(size.Height)}x{Literal.Of(size.Width)} window of input x weight");
        context.AddBias(sum, bias, output, 0);
        return output;
    }

    /// <summary>The arguments that were meant where three numbers seem to be those of PyTorch, the input's channels first; null where they do not.</summary>
    private static string? PyTorchOrder(LayerContext context, int filters, (int Height, int Width) size)
        => context.Has("kernelHeight") && !context.HasNames
            && filters == context.Input.Shape[0] && size.Height != size.Width && size is { Height: > 1, Width: > 1 }
            ? $"{Literal.Of(size.Height)}, {Literal.Of(size.Width)}"
            : null;
}
