using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Dense(units)]</c> on the last axis: z[u] = sum over i of input[i] * weight[u, i] + bias[u], at every step of a sequence, at every place of more axes.
/// </summary>
internal sealed class DenseLayer : Layer
{
    public override string Kind => "Dense";

    public override Tensor? Build(LayerContext context)
    {
        var units = context.AtLeast(1, "units", 1);
        if (!context.IsReady)
        {
            return null;
        }

        if (context.Input.IsImage)
        {
            WrongRank(context, "a vector or a sequence", ": put [Flatten] before it", "before", "Flatten");
            return null;
        }

        var shape = context.Input.Shape;
        var features = context.Input.Rank - 1;
        var inputs = shape[features];
        if (context.Output(shape.Items.SetItem(features, units)) is not { } output
            || context.Weight("weight", new[] { units, inputs }, inputs) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(units, inputs) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions);
        Affine[] row = [.. b.Axes(shape.Items.RemoveAt(features), context.Input.IsSequence ? ["step"] : []).Select(axis => (Affine)axis)];
        Axis u = b.Axis("u", units), i = b.Axis("i", inputs);
        b.Sum(
            sum,
            [.. row, u],
            context.Input.Tensor.At([.. row, i]) * weight.At(u, i),
            $"{context.Comment}: sum over {Literal.Of(inputs)} inputs of input x weight");
        context.AddBias(sum, bias, output, features);
        return output;
    }
}
