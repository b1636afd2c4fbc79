using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Conv1d(filters, kernel)]</c> over [steps, features]: z[t, f] = sum over i, k of input[s t + d k - p, i] * weight[f, i, k] + bias[f].
/// </summary>
internal sealed class Conv1dLayer : Layer
{
    public override string Kind => "Conv1d";

    public override bool IsPerStep(LayerDeclaration declaration) => false;

    public override Tensor? Build(LayerContext context)
    {
        var filters = context.AtLeast(1, "filters", 1);
        var arguments = WindowArguments.OfSequence(context, "kernel");
        WindowArguments.CheckCombinations(context);
        var groups = context.AtLeast(1, "Groups", 1);
        if (!context.IsReady)
        {
            return null;
        }

        if (context.Input.Rank != 2)
        {
            WrongRank(context, ASequence, context.Input.IsImage ? ": use Conv2d for images" : "");
            return null;
        }

        var steps = arguments.Over(context.Input.Shape[0]);
        if (!Groups.Divide(context, "Groups", groups, filters, context.Input.Shape[1]) || !Window.Check(context, null, steps)
            || context.Output(new[] { steps.Outputs, filters }) is not { } output)
        {
            return null;
        }

        int filtersPerGroup = filters / groups, features = context.Input.Shape[1] / groups;
        var fan = (double)features * steps.Size;
        if (context.Weight("weight", new[] { filters, features, steps.Size }, fan) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(filters, fan) : null;
        var b = context.Builder;
        StepWindow.Shorten(context, steps);
        var input = StepWindow.Padded(context, 0);
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions);
        Axis step = b.Axis("step", steps.Outputs), g = b.Axis("g", groups), f = b.Axis("f", filtersPerGroup), i = b.Axis("i", features);
        var k = b.Axis("k", steps.Size);
        var filter = groups == 1 ? f : (g * filtersPerGroup) + f;
        var feature = groups == 1 ? i : (g * features) + i;
        b.Sum(
            sum,
            [step, filter],
            input.At(steps.At(step, k), feature) * weight.At(filter, i, k),
            $"{context.Comment}: sum over input features and {Literal.Of(steps.Size)} steps of input x weight");
        context.AddBias(sum, bias, output, 1);
        return output;
    }
}
