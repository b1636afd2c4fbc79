using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[LayerNorm]</c> over the last axis: (x - mean) / sqrt(variance + epsilon) * weight + bias, with the biased variance (Ba, Kiros and Hinton 2016).
/// </summary>
internal sealed class LayerNormLayer : Layer
{
    public override string Kind => "LayerNorm";

    public override Tensor? Build(LayerContext context)
    {
        var epsilon = context.Number("Epsilon", Agreement.LayerNormEpsilon, FloatRange.IsPositive, FloatRange.PositiveNumber);
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var features = shape[shape.Count - 1];
        if (context.Output(shape) is not { } output
            || UnitScale.Of(context, features) is not { } scale)
        {
            return null;
        }

        var b = context.Builder;
        var mean = b.Statistic($"{context.Name}.mean", context.Input.Tensor);
        var centred = b.Activation($"{context.Name}.centred", shape, context.Input.Tensor.LaneAxis);
        var variance = b.Statistic($"{context.Name}.variance", context.Input.Tensor);
        var deviation = b.Statistic($"{context.Name}.deviation", context.Input.Tensor);

        var index = context.Indices(shape);
        var row = Rows.Of(index);
        var feature = index[index.Length - 1];
        b.Sum(mean, row, context.Input.Tensor.At(index) * (1.0 / features), $"{context.Comment}: the mean of each row");
        b.Assign(centred, index, context.Input.Tensor.At(index) - mean.At(row), $"{context.Comment}: x - mean");
        b.Sum(variance, row, centred.At(index) * centred.At(index) * (1.0 / features), $"{context.Comment}: the variance of each row");
        b.Assign(deviation, row, Expression.Apply(UnaryOperation.Sqrt, variance.At(row) + epsilon), $"{context.Comment}: sqrt(variance + epsilon)");
        b.Assign(output, index, scale.Apply(centred.At(index) / deviation.At(row), feature), context.Comment);
        return output;
    }
}
