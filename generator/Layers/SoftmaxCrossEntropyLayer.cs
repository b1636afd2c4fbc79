using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[SoftmaxCrossEntropy]</c>: -log softmax(z)[label] = log(sum of exp(z - m)) + m - z[label], m the greatest logit.</summary>
internal sealed class SoftmaxCrossEntropyLayer : LossLayer
{
    public override string Kind => "SoftmaxCrossEntropy";

    public override bool TakesLabels => true;

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
            context.Report(Descriptors.OutOfRange, null, [context.Declaration.Text, $"the number of classes of {context.Input.Origin}", Literal.Of(classes), $"at most {Literal.Of(FloatRange.LargestInteger)}"]);
            return null;
        }

        return context.Input.Rank == 1 ? EquatableArray<int>.Empty : new[] { context.Input.Shape[0] };
    }

    protected override LossModel Model(LayerContext context, Tensor target)
        => new(LossKind.SoftmaxCrossEntropy, target, context.Input.Shape[context.Input.Rank - 1], context.Int("IgnoreIndex", -100));

    protected override void Sum(LayerContext context, Tensor target, Tensor weight, Tensor loss)
    {
        var b = context.Builder;
        var logits = context.Input.Tensor;
        var maximum = b.Statistic($"{context.Name}.maximum", logits);
        var sum = b.Statistic($"{context.Name}.sum", logits);

        var shape = context.Input.Shape;
        Affine[] index = [.. (shape.Count == 1 ? b.Axes(shape, "k") : b.Axes(shape, "step", "k")).Select(axis => (Affine)axis)];
        var row = Rows.Of(index);
        var k = index[index.Length - 1];
        b.Maximum(maximum, row, logits.At(index), $"{context.Comment}: the greatest logit", stopsGradient: true);
        b.Sum(sum, row, Expression.Apply(UnaryOperation.Exp, logits.At(index) - maximum.At(row)), $"{context.Comment}: sum of exp(logit - greatest)");
        Expression term = Weight(context, weight, index) * (Expression.Apply(UnaryOperation.Log, sum.At(row)) + maximum.At(row) - logits.At(index));
        var ignored = context.Int("IgnoreIndex", -100);
        if (ignored >= 0 && ignored < context.Input.Shape[context.Input.Rank - 1])
        {
            term = new Select(Comparison.Equal, new Position(k), ignored, 0, term);
        }

        b.Sum(loss, [], new Select(Comparison.Equal, target.At(row), new Position(k), term, 0), $"{context.Comment}: log(sum of exp(logit - greatest)) + greatest - logit of the label, weighted");
    }
}
