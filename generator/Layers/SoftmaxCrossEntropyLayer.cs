using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[SoftmaxCrossEntropy]</c>: -log softmax(z)[label] = log(sum of exp(z - m)) + m - z[label], m the greatest logit.</summary>
internal sealed class SoftmaxCrossEntropyLayer : LossLayer
{
    public override string Kind => "SoftmaxCrossEntropy";

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
        if (classes > Single.LargestInteger)
        {
            context.Report(Descriptors.OutOfRange, null, [context.Declaration.Text, $"the number of classes of {context.Input.Origin}", Literal.Of(classes), $"at most {Literal.Of(Single.LargestInteger)}"]);
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
        var rows = target.Dimensions;
        var maximum = b.Activation($"{context.Name}.maximum", rows, rows.Count - 1);
        var sum = b.Activation($"{context.Name}.sum", rows, rows.Count - 1);

        var index = Index(b, context.Input.Shape);
        b.Maximum(maximum, Row(index), logits.At(index), $"{context.Comment}: the greatest logit", stopsGradient: true);
        index = Index(b, context.Input.Shape);
        b.Sum(sum, Row(index), Expression.Apply(UnaryOperation.Exp, logits.At(index) - maximum.At(Row(index))), $"{context.Comment}: sum of exp(logit - greatest)");
        index = Index(b, context.Input.Shape);
        var row = Row(index);
        var k = index[index.Length - 1];
        Expression term = Weight(context, weight, index) * (Expression.Apply(UnaryOperation.Log, sum.At(row)) + maximum.At(row) - logits.At(index));
        var ignored = context.Int("IgnoreIndex", -100);
        if (ignored >= 0 && ignored < context.Input.Shape[context.Input.Rank - 1])
        {
            term = new Select(Comparison.Equal, new Position(k), ignored, 0, term);
        }

        b.Sum(loss, [], new Select(Comparison.Equal, target.At(row), new Position(k), term, 0), $"{context.Comment}: log(sum of exp(logit - greatest)) + greatest - logit of the label, weighted");
    }

    private static Affine[] Index(ProgramBuilder b, EquatableArray<int> shape)
        => [.. (shape.Count == 1 ? b.Axes(shape, "k") : b.Axes(shape, "step", "k")).Select(axis => (Affine)axis)];

    private static Affine[] Row(Affine[] index) => [.. index.Take(index.Length - 1)];
}
