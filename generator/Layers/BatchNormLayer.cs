using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[BatchNorm]</c> over the batch and all positions of a channel: (x - mean) / sqrt(variance + epsilon) * weight + bias, in training with the batch's mean
/// and biased variance, in inference with the running ones (Ioffe and Szegedy 2015).
/// </summary>
internal sealed class BatchNormLayer : Layer
{
    public override string Kind => "BatchNorm";

    public override Tensor? Build(LayerContext context)
    {
        var epsilon = context.Number("Epsilon", Agreement.BatchNormEpsilon, FloatRange.IsPositive, FloatRange.PositiveNumber);
        var momentum = context.Number("Momentum", Agreement.BatchNormMomentum, share => share is >= 0 and <= 1, "from 0 to 1");
        var isAffine = context.Bool("Affine", true);
        if (!context.IsReady)
        {
            return null;
        }

        var shape = context.Input.Shape;
        var channel = LayerContext.LaneAxis(shape);
        var channels = shape[channel];
        if (context.Output(shape) is not { } output
            || UnitScale.Of(context, channels, isAffine) is not { } scale
            || context.Buffer("running_mean", channels, 0, momentum) is not { } runningMean
            || context.Buffer("running_var", channels, 1, momentum) is not { } runningVariance)
        {
            return null;
        }

        var positions = shape.Aggregate(1, (product, extent) => product * extent) / channels;
        if (positions == 1)
        {
            context.Draft.LeastBatch = 2;
        }

        Tensor PerChannel(string part, TensorRole role) => context.Builder.Tensor($"{context.Name}.{part}", new[] { channels }, Scope.Shared, 0, role);
        Tensor StatisticOf(Tensor buffer) => context.Builder.Tensor(
            $"{buffer.Name}.statistic", buffer.Dimensions, Scope.Shared, 0, TensorRole.Statistic, buffer.Ordinal);
        var b = context.Builder;
        var count = b.Tensor($"{context.Name}.count", EquatableArray<int>.Empty, Scope.Shared, -1, TensorRole.BatchSum);
        Tensor sum = PerChannel("sum", TensorRole.BatchSum), squares = PerChannel("squares", TensorRole.BatchSum);
        var mean = PerChannel("mean", TensorRole.BatchValue) with { Running = runningMean };
        var variance = PerChannel("variance", TensorRole.BatchValue) with { Running = runningVariance };
        Tensor centre = PerChannel("centre", TensorRole.BatchValue), inverse = PerChannel("inverse", TensorRole.BatchValue);

        var index = context.Indices(shape);
        Affine c = index[channel], u = b.Axis("c", channels);
        var x = context.Input.Tensor.At(index);
        b.Sum(count, [], Count(context, positions), $"{context.Comment}: how many values a channel has in the batch");
        b.Sum(sum, [c], OfExamples(x), $"{context.Comment}: the sum of each channel");
        b.Assign(mean, [u], sum.At(u) / count.At(), $"{context.Comment}: the mean of each channel");

        // The sum of squares does not depend on the mean to first order.
        b.Add(centre, [u], Combine.Assign, mean.At(u), $"{context.Comment}: the mean, taken as fixed", stopsGradient: true);
        b.Sum(squares, [c], OfExamples((x - centre.At(c)) * (x - centre.At(c))), $"{context.Comment}: the sum of each channel's squares around its mean");
        b.Assign(variance, [u], squares.At(u) / count.At(), $"{context.Comment}: the variance of each channel");
        b.Assign(
            inverse, [u], (Expression)1 / Expression.Apply(UnaryOperation.Sqrt, variance.At(u) + epsilon), $"{context.Comment}: 1 / sqrt(variance + epsilon)");
        b.Assign(StatisticOf(runningMean), [u], mean.At(u), $"{context.Comment}: what the running mean moves towards");
        b.Assign(StatisticOf(runningVariance), [u], squares.At(u) / (count.At() - 1), $"{context.Comment}: what the running variance moves towards");
        b.Assign(output, index, scale.Apply((x - mean.At(c)) * inverse.At(c), c), context.Comment);
        return output;

        Expression OfExamples(Expression value) => Present(context, context.Input.AtRealStep(index[0], value));
    }

    /// <summary>The values that an example has in each channel; none where it only fills up a block.</summary>
    private static Expression Count(LayerContext context, int positions)
        => context.Input.Lengths is { } lengths ? Present(context, lengths.At()) : context.Draft.Presence.At() * positions;

    private static Expression Present(LayerContext context, Expression value) => new Select(Comparison.Less, 0, context.Draft.Presence.At(), value, 0);
}
