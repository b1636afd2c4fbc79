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
        var (heightArguments, widthArguments) = WindowArguments.OfImage(context, "kernel", "kernelHeight", "kernelWidth", isPool: false);
        WindowArguments.CheckCombinations(context);
        var groups = context.AtLeast(1, "Groups", 1);
        if (!context.IsReady)
        {
            return null;
        }

        WindowSide height = heightArguments.Over(context.Input.Shape[1]), width = widthArguments.Over(context.Input.Shape[2]);
        if (!Groups.Divide(context, "Groups", groups, filters, context.Input.Shape[0])
            || !Window.Check(context, PyTorchOrder.Of(context, filters, height.Size, width.Size), height, width)
            || context.Output(Window.Shape(filters, height, width)) is not { } output)
        {
            return null;
        }

        int filtersPerGroup = filters / groups, channels = context.Input.Shape[0] / groups;
        var fan = (double)channels * height.Size * width.Size;
        if (context.Weight("weight", new[] { filters, channels, height.Size, width.Size }, fan) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(filters, fan) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions, 0);
        Axis g = b.Axis("g", groups), f = b.Axis("f", filtersPerGroup), y = b.Axis("y", height.Outputs), x = b.Axis("x", width.Outputs);
        Axis c = b.Axis("c", channels), ky = b.Axis("ky", height.Size), kx = b.Axis("kx", width.Size);
        var filter = groups == 1 ? f : (g * filtersPerGroup) + f;
        var channel = groups == 1 ? c : (g * channels) + c;
        b.Sum(
            sum,
            [filter, y, x],
            context.Input.Tensor.At(channel, height.At(y, ky), width.At(x, kx)) * weight.At(filter, c, ky, kx),
            $"{context.Comment}: sum over input channels and the {Literal.Of(height.Size)}x{Literal.Of(width.Size)} window of input x weight");
        context.AddBias(sum, bias, output, 0);
        return output;
    }
}
