using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>The last layer of a network that trains: a weighted sum over an example's elements; the weight makes it a mean over the batch.</summary>
internal abstract class LossLayer(NetworkBuilder network) : Layer
{
    public sealed override bool IsLoss => true;

    public sealed override Tensor? Build(LayerContext context)
    {
        if (TargetShape(context) is not { } shape)
        {
            return null;
        }

        var b = context.Builder;
        var target = b.Tensor("target", shape, Scope.Example, shape.Count - 1, TensorRole.Target);
        var weight = b.Tensor("exampleWeight", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.ExampleWeight);
        var loss = b.Activation(context.Name, EquatableArray<int>.Empty, -1);
        Sum(context, target, weight, loss);
        network.SetLoss(loss, Model(context, target));
        return loss;
    }

    protected abstract EquatableArray<int>? TargetShape(LayerContext context);

    protected abstract LossModel Model(LayerContext context, Tensor target);

    protected abstract void Sum(LayerContext context, Tensor target, Tensor weight, Tensor loss);
}

/// <summary><c>[SoftmaxCrossEntropy]</c>: -log softmax(z)[label] = log(sum of exp(z - m)) + m - z[label], m the greatest logit.</summary>
internal sealed class SoftmaxCrossEntropyLayer(NetworkBuilder network) : LossLayer(network)
{
    public override string Kind => "SoftmaxCrossEntropy";

    protected override EquatableArray<int>? TargetShape(LayerContext context)
    {
        if (context.Input.Rank > 2)
        {
            WrongRank(context, "logits [classes] or [steps, classes]", ": put [Flatten] before it", "fix", "flatten");
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
        Expression term = weight.At() * (Expression.Apply(UnaryOperation.Log, sum.At(row)) + maximum.At(row) - logits.At(index));
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

/// <summary>A loss that compares every element with a target.</summary>
internal abstract class ElementwiseLossLayer(NetworkBuilder network) : LossLayer(network)
{
    protected sealed override EquatableArray<int>? TargetShape(LayerContext context) => context.Input.Shape;

    protected sealed override void Sum(LayerContext context, Tensor target, Tensor weight, Tensor loss)
    {
        var index = context.Indices(context.Input.Shape);
        context.Builder.Sum(loss, [], weight.At() * Element(context.Input.Tensor.At(index), target.At(index)), $"{context.Comment}: sum over elements, weighted");
    }

    protected abstract Expression Element(Expression z, Expression target);
}

/// <summary><c>[MeanSquaredError]</c>: the mean of (z - target)^2.</summary>
internal sealed class MeanSquaredErrorLayer(NetworkBuilder network) : ElementwiseLossLayer(network)
{
    public override string Kind => "MeanSquaredError";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.MeanSquaredError, target);

    protected override Expression Element(Expression z, Expression target) => (z - target) * (z - target);
}

/// <summary><c>[BinaryCrossEntropy]</c> on logits: max(z, 0) - z target + log(1 + exp(-|z|)), which neither overflows nor cancels.</summary>
internal sealed class BinaryCrossEntropyLayer(NetworkBuilder network) : ElementwiseLossLayer(network)
{
    public override string Kind => "BinaryCrossEntropy";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.BinaryCrossEntropy, target);

    protected override Expression Element(Expression z, Expression target)
        => Expression.Apply(UnaryOperation.Softplus, z) - (z * target);
}
