using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Conv1d(filters, kernel)]</c> over [steps, features]: z[t, f] = sum over i, k of input[s t + d k - p, i] * weight[f, i, k] + bias[f].
/// </summary>
internal sealed class Conv1dLayer : Layer
{
    public override bool MixesSteps => true;

    public override string Kind => "Conv1d";

    public override Tensor? Build(LayerContext context)
    {
        var filters = context.AtLeast(1, "filters", 1);
        var kernel = context.AtLeast(1, "kernel", 1);
        var stride = context.AtLeast(1, "Stride", 1);
        var padding = context.AtLeast(0, "Padding", 0);
        var dilation = context.AtLeast(1, "Dilation", 1);
        var groups = context.AtLeast(1, "Groups", 1);
        if (!context.IsReady)
        {
            return null;
        }

        if (context.Input.Rank != 2)
        {
            WrongRank(context, "a sequence [steps, features]", context.Input.IsImage ? ": use Conv2d for images" : "");
            return null;
        }

        var side = new WindowSide("", "kernel", context.Input.Shape[0], kernel, stride, padding, dilation);
        if (!Groups.Divide(context, groups, filters, context.Input.Shape[1]) || !Window.Check(context, null, side)
            || context.Output(new[] { side.Outputs, filters }) is not { } output)
        {
            return null;
        }

        int filtersPerGroup = filters / groups, features = context.Input.Shape[1] / groups;
        var fan = (double)features * kernel;
        if (context.Weight("weight", new[] { filters, features, kernel }, fan) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(filters, fan) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions);
        Axis step = b.Axis("step", side.Outputs), g = b.Axis("g", groups), f = b.Axis("f", filtersPerGroup), i = b.Axis("i", features), k = b.Axis("k", kernel);
        var filter = groups == 1 ? f : (g * filtersPerGroup) + f;
        var feature = groups == 1 ? i : (g * features) + i;
        b.Sum(
            sum,
            [step, filter],
            context.Input.Tensor.At((step * stride) + (k * dilation) - padding, feature) * weight.At(filter, i, k),
            $"{context.Comment}: sum over input features and {Literal.Of(kernel)} steps of input x weight");
        context.AddBias(sum, bias, output, 1);
        return output;
    }
}
