using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[LogSoftmax]</c> over the last axis: the logarithm of the softmax, without computing that.</summary>
internal sealed class LogSoftmaxLayer : Layer
{
    public override string Kind => "LogSoftmax";

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var b = context.Builder;
        var x = context.Input.Tensor;
        var maximum = b.Statistic($"{context.Name}.maximum", x);
        var ties = b.Statistic($"{context.Name}.ties", x);
        var others = b.Statistic($"{context.Name}.others", x);
        var logarithm = b.Statistic($"{context.Name}.logarithm", x);
        var index = context.Indices(context.Input.Shape);
        var row = Rows.Of(index);
        var gap = x.At(index) - maximum.At(row);

        // The greatest element's exp(0) = 1 is left out of the sum, log(1 + others), which would lose what is small beside it.
        b.Maximum(maximum, row, x.At(index), $"{context.Comment}: the greatest of each row", stopsGradient: true);
        b.Sum(ties, row, new Select(Comparison.Equal, x.At(index), maximum.At(row), 1, 0), $"{context.Comment}: how many are the greatest");
        b.Sum(
            others,
            row,
            new Select(
                Comparison.Equal, x.At(index), maximum.At(row), Expression.Apply(UnaryOperation.Expm1, gap), Expression.Apply(UnaryOperation.Exp, gap)),
            $"{context.Comment}: the sum of exp(x - greatest) without the greatest");
        b.Assign(
            logarithm,
            row,
            Expression.Apply(UnaryOperation.Log1p, others.At(row) + (ties.At(row) - 1)),
            $"{context.Comment}: the logarithm of the sum of exp(x - greatest)");
        b.Assign(output, index, gap - logarithm.At(row), context.Comment);
        return output;
    }
}
