using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Dense(units)]</c> on the last axis: z[u] = sum over i of input[i] * weight[u, i] + bias[u], at every step of a sequence.</summary>
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

        var rank = context.Input.Rank;
        if (rank > 2)
        {
            WrongRank(context, "a vector or a sequence", ": put [Flatten] before it", "before", "Flatten");
            return null;
        }

        var inputs = context.Input.Shape[rank - 1];
        if (context.Output(rank == 1 ? new[] { units } : new[] { context.Input.Shape[0], units }) is not { } output
            || context.Weight("weight", new[] { units, inputs }, inputs) is not { } weight)
        {
            return null;
        }

        var bias = context.Bool("Bias", true) ? context.Bias(units, inputs) : null;
        var b = context.Builder;
        var sum = b.Activation($"{context.Name}.sum", output.Dimensions);
        Axis? step = rank == 2 ? b.Axis("step", output.Dimensions[0]) : null;
        Axis u = b.Axis("u", units), i = b.Axis("i", inputs);
        b.Sum(
            sum,
            step is null ? [u] : [step, u],
            (step is null ? context.Input.Tensor.At(i) : context.Input.Tensor.At(step, i)) * weight.At(u, i),
            $"{context.Comment}: sum over {Literal.Of(inputs)} inputs of input x weight");
        context.AddBias(sum, bias, output, rank - 1);
        return output;
    }
}
