using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>A window over the steps of a sequence, whose examples may differ in length: a step that is padding counts as the layer's own padding
/// does.</summary>
internal static class StepWindow
{
    /// <summary>Makes the layer's value one of the lengths that the window leaves, and gives them; null where all steps are real.</summary>
    public static Tensor? Shorten(LayerContext context, WindowSide steps)
    {
        if (context.Input.Lengths is not { } lengths)
        {
            return null;
        }

        var shorter = context.Draft.Shorten(lengths, steps.Rule, steps.Outputs, context.Comment);
        context.Result = value => value with { Lengths = shorter };
        return shorter;
    }

    /// <summary>The layer's input, with a number in place of padding, which gets no gradient then.</summary>
    public static Tensor Padded(LayerContext context, double padding)
    {
        var input = context.Input.Tensor;
        if (context.Input.Lengths is null)
        {
            return input;
        }

        var padded = context.Builder.Activation($"{context.Name}.padded", input.Dimensions, input.LaneAxis);
        var index = context.Indices(input.Dimensions);
        context.Builder.Assign(
            padded, index, Value.AtRealStep(context.Input.Lengths, index[0], input.At(index), padding), $"{context.Comment}: the real steps of {input.Name}");
        return padded;
    }
}
