using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[LayerNorm]</c> over the last axis: (x - mean) / sqrt(variance + epsilon) * weight + bias, with the biased variance (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNormLayer : Layer
{
    public override string Kind => "LayerNorm";

    public override Tensor? Build(LayerContext context)
    {
        var epsilon = context.Number("Epsilon", 1e-5, Single.IsPositive, "positive and finite");
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var features = shape[shape.Count - 1];
        if (context.Output(shape) is not { } output
            || context.Parameter("weight", new[] { features }, InitializerKind.Constant, 1) is not { } weight
            || context.Parameter("bias", new[] { features }, InitializerKind.Constant, 0) is not { } bias)
        {
            return null;
        }

        var b = context.Builder;
        var rows = shape.Items.RemoveAt(shape.Count - 1);
        var laneAxis = rows.Length == 0 ? -1 : Math.Min(context.Input.Tensor.LaneAxis, rows.Length - 1);
        var mean = b.Activation($"{context.Name}.mean", rows, laneAxis);
        var centred = b.Activation($"{context.Name}.centred", shape, context.Input.Tensor.LaneAxis);
        var variance = b.Activation($"{context.Name}.variance", rows, laneAxis);
        var deviation = b.Activation($"{context.Name}.deviation", rows, laneAxis);

        var index = context.Indices(shape);
        b.Sum(mean, Row(index), context.Input.Tensor.At(index) * (1.0 / features), $"{context.Comment}: the mean of each row");
        index = context.Indices(shape);
        b.Assign(centred, index, context.Input.Tensor.At(index) - mean.At(Row(index)), $"{context.Comment}: x - mean");
        index = context.Indices(shape);
        b.Sum(variance, Row(index), centred.At(index) * centred.At(index) * (1.0 / features), $"{context.Comment}: the variance of each row");
        index = context.Indices(rows);
        b.Assign(deviation, index, Expression.Apply(UnaryOperation.Sqrt, variance.At(index) + epsilon), $"{context.Comment}: sqrt(variance + epsilon)");
        index = context.Indices(shape);
        b.Assign(output, index, (centred.At(index) / deviation.At(Row(index)) * weight.At(index[index.Length - 1])) + bias.At(index[index.Length - 1]), context.Comment);
        return output;
    }

    private static Affine[] Row(Affine[] index) => [.. index.Take(index.Length - 1)];
}
