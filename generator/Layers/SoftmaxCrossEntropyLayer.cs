using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[SoftmaxCrossEntropy]</c>: -log softmax(z)[label]. With m the greatest logit, g = z[label] - m and r the sum of exp(z - m) over the other classes, that
/// is log(r + exp(g)) - g, or log(1 + r exp(-g)): nothing is subtracted from what it is small beside, neither here nor in the derivative.
/// </summary>
internal sealed class SoftmaxCrossEntropyLayer : LossLayer
{
    /// <summary>
    /// A label whose logit is so far below the greatest takes the first form, in which nothing can overflow; r is at least 1, so that nothing cancels either.
    /// </summary>
    private const double ClearlyBelow = -1;

    public override string Kind => "SoftmaxCrossEntropy";

    public override bool IsSoftmax => true;

    public override bool TakesLabels => true;

    public override string TakenLogits => "softmax";

    protected override EquatableArray<int>? TargetShape(LayerContext context)
    {
        if (context.Input.Rank > 2)
        {
            WrongRank(context, "logits [classes] or [steps, classes]", ": put [Flatten] before it", "before", "Flatten");
            return null;
        }

        var classes = context.Input.Shape[context.Input.Rank - 1];
        if (classes > FloatRange.LargestInteger)
        {
            context.Report(
                Descriptors.OutOfRange, null, [
                    context.Declaration.Text,
                    $"the number of classes of {context.Input.Origin}",
                    Literal.Of(classes),
                    $"at most {Literal.Of(FloatRange.LargestInteger)}"
                ]);
            return null;
        }

        return context.Input.Rank == 1 ? EquatableArray<int>.Empty : new[] { context.Input.Shape[0] };
    }

    protected override LossModel Model(LayerContext context, Tensor target)
        => new(
            LossKind.SoftmaxCrossEntropy, context.Name, context.Input.Tensor, target, context.Input.Shape[context.Input.Rank - 1],
            context.Int("IgnoreIndex", Agreement.IgnoreIndex));

    protected override Action<Tensor, Tensor, Tensor> Sum(LayerContext context)
    {
        var smoothing = context.Number("LabelSmoothing", Agreement.LabelSmoothing, value => value is >= 0 and <= 1, "from 0 to 1");
        return (target, weight, loss) => Sum(context, target, weight, loss, smoothing);
    }

    private static void Sum(LayerContext context, Tensor target, Tensor weight, Tensor loss, double smoothing)
    {
        var b = context.Builder;
        var logits = context.Input.Tensor;
        var maximum = b.Statistic($"{context.Name}.maximum", logits);
        var others = b.Statistic($"{context.Name}.others", logits);
        var gap = b.Statistic($"{context.Name}.gap", logits);

        var shape = context.Input.Shape;
        Affine[] index = [.. (shape.Count == 1 ? b.Axes(shape, "k") : b.Axes(shape, "step", "k")).Select(axis => (Affine)axis)];
        var row = Rows.Of(index);
        var distance = logits.At(index) - maximum.At(row);
        b.Maximum(maximum, row, logits.At(index), $"{context.Comment}: the greatest logit", stopsGradient: true);
        b.Sum(
            others, row, OfLabel(0, Expression.Apply(UnaryOperation.Exp, distance)), $"{context.Comment}: sum of exp(logit - greatest) over the other classes");
        b.Sum(gap, row, OfLabel(distance, 0), $"{context.Comment}: logit of the label - greatest");

        // The weight of an element is that of its label, with the example's.
        var element = Loss(others.At(row), gap.At(row));
        var term = weight.At(row) * element;
        if (smoothing > 0)
        {
            // The loss of any label is that of this one and g, less its own g; the mean of all is weighted, too.
            var share = 1.0 / shape[shape.Count - 1];
            var weights = b.Tensor(
                $"{context.Name}.classWeights", new[] { shape[shape.Count - 1] }, Scope.Example, 0, TensorRole.ClassWeight, context.Draft.Losses.Count);
            var meanWeight = b.Activation($"{context.Name}.meanWeight", EquatableArray<int>.Empty, -1);
            var mean = b.Statistic($"{context.Name}.mean", logits);
            var label = index[index.Length - 1];
            b.Sum(meanWeight, [], weights.At(b.Axis("k", shape[shape.Count - 1])) * share, $"{context.Comment}: the mean of the classes' weights");
            b.Sum(mean, row, weights.At(label) * distance * share, $"{context.Comment}: the weighted mean of all logits - greatest");
            term = (term * (1 - smoothing)) + (((meanWeight.At() * (element + gap.At(row))) - mean.At(row)) * smoothing);
        }

        term = AtRealStep(context, row, term);
        term = new Select(Comparison.Equal, target.At(row), context.Int("IgnoreIndex", Agreement.IgnoreIndex), 0, term);
        b.Sum(loss, [], term, $"{context.Comment}: log(1 + others / exp(logit of the label - greatest)), weighted");

        Expression OfLabel(Expression label, Expression other)
            => new Select(Comparison.Equal, target.At(row), new Position(index[index.Length - 1]), label, other);
    }

    private static Expression Loss(Expression others, Expression gap) => new Select(
        Comparison.LessOrEqual,
        gap,
        ClearlyBelow,
        Expression.Apply(UnaryOperation.Log, others + Expression.Apply(UnaryOperation.Exp, gap)) - gap,
        Expression.Apply(UnaryOperation.Log1p, others * Expression.Apply(UnaryOperation.Exp, -gap)));
}
