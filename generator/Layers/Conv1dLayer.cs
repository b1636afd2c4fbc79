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

    public override bool IsPerStep(LayerDeclaration declaration) => IsOfOneStep(declaration) || RemembersSteps(declaration);

    /// <summary>A causal one whose outputs are as many as its inputs, and that looks at others than its own step.</summary>
    public override bool RemembersSteps(LayerDeclaration declaration)
        => declaration.IsOn(WindowArguments.Causal) && HasOutputsOfInputs(declaration) && !IsOfOneStep(declaration);

    /// <summary>Whether each output sees the input of its own step alone, whatever else is written.</summary>
    private static bool IsOfOneStep(LayerDeclaration declaration)
        => HasOutputsOfInputs(declaration) && declaration.Arguments.Any(argument => argument is { Name: "kernel", Value: 1 })
            && declaration.Arguments.All(argument => !argument.Name.StartsWith("Padding", StringComparison.Ordinal) || argument.Value is 0);

    private static bool HasOutputsOfInputs(LayerDeclaration declaration)
        => declaration.Arguments.All(argument => argument is not { Name: "Stride", Value: not 1 });

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
        var element = !context.IsOneStep ? input.At(steps.At(step, k), feature)
            : steps.Size == 1 ? input.At(0, feature)
            : WindowOfStep(context, steps.Size, context.Int("Dilation", 1)).At(k, feature);
        b.Sum(
            sum,
            [context.IsOneStep ? 0 : step, filter],
            element * weight.At(filter, i, k),
            $"{context.Comment}: sum over input features and {Literal.Of(steps.Size)} steps of input x weight");
        context.AddBias(sum, bias, output, 1);
        return output;
    }

    /// <summary>
    /// In the network for one step: the rows that the step's window meets. They lie in a ring, in which the row of this step takes the place of one that no
    /// window meets any more; there is no end of steps. Rows that nothing has been written to are 0, as padding is.
    /// </summary>
    private static Tensor WindowOfStep(LayerContext context, int size, int dilation)
    {
        var b = context.Builder;
        var (features, reach) = (context.Input.Shape[1], ((size - 1) * dilation) + 1);
        var place = context.State("place", 1, 1, isEncoded: false);
        Expression now = place.Initial.At(0, 0);
        var ring = b.Tensor($"{context.Name}.rows", new[] { reach, features }, Scope.Example, 1, TensorRole.Cache);
        Axis row = b.Axis("row", reach), i = b.Axis("i", features);
        b.Add(
            ring,
            [row, i],
            Combine.Assign,
            context.Input.Tensor.At(0, i),
            $"{context.Comment}: the row of this step, among those before",
            Writing.Part,
            lookup: new Lookup(row, (Read)now));
        var places = b.Activation($"{context.Name}.places", new[] { size }, 0);
        var k = b.Axis("k", size);
        var back = now - new Position(((Affine)k * -dilation) + (reach - 1));
        b.Assign(places, [k], new Select(Comparison.LessOrEqual, 0, back, back, back + reach), $"{context.Comment}: where the ring has the window's rows");
        var window = b.Activation($"{context.Name}.window", new[] { size, features });
        Axis tap = b.Axis("k", size), of = b.Axis("row", reach), feature = b.Axis("i", features);
        b.Add(
            window,
            [tap, feature],
            Combine.Sum,
            ring.At(of, feature),
            $"{context.Comment}: the rows that the window meets",
            lookup: new Lookup(of, (Read)places.At(tap)));
        b.Assign(
            place.Final, [0, 0], new Select(Comparison.LessOrEqual, reach - 1, now, 0, now + 1), $"{context.Comment}: the place of the next step's row");
        return window;
    }
}
