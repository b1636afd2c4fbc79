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

    public override bool IsPerStep(LayerDeclaration declaration) => RemembersSteps(declaration);

    /// <summary>A causal one whose outputs are as many as its inputs.</summary>
    public override bool RemembersSteps(LayerDeclaration declaration)
        => declaration.IsOn(WindowArguments.Causal) && declaration.Arguments.All(argument => argument is not { Name: "Stride", Value: not 1 });

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

        var allSteps = context.IsOneStep ? context.Input.AllSteps : context.Input.Shape[0];
        var steps = arguments.Over(allSteps);
        if (!Groups.Divide(context, "Groups", groups, filters, context.Input.Shape[1]) || !Window.Check(context, null, steps)
            || context.Output(new[] { context.Steps(steps.Outputs), filters }) is not { } output)
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
        var element = context.IsOneStep ? WindowOfStep(context, steps, allSteps).At(k, feature) : input.At(steps.At(step, k), feature);
        b.Sum(
            sum,
            [context.IsOneStep ? 0 : step, filter],
            element * weight.At(filter, i, k),
            $"{context.Comment}: sum over input features and {Literal.Of(steps.Size)} steps of input x weight");
        context.AddBias(sum, bias, output, 1);
        return output;
    }

    /// <summary>In the network for one step: the rows that the step's window meets, of those that the steps before have left and its own.</summary>
    private static Tensor WindowOfStep(LayerContext context, WindowSide steps, int allSteps)
    {
        var b = context.Builder;
        var rows = context.AllRows(context.Input.Tensor, allSteps);
        var window = b.Activation($"{context.Name}.window", new[] { steps.Size, context.Input.Shape[1] });
        Axis step = b.Axis("step", allSteps), k = b.Axis("k", steps.Size), i = b.Axis("i", context.Input.Shape[1]);
        b.Add(
            window, [k, i], Combine.Sum, rows.At(steps.At(step, k), i), $"{context.Comment}: the rows that the window meets", lookup: context.ThisStep(step));
        return window;
    }
}
