using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>The last layer of a network that trains: a weighted sum over an example's elements; the weight makes it a mean over the batch.</summary>
internal abstract class LossLayer : Layer
{
    public sealed override bool IsLoss => true;

    /// <summary>Whether the target is class indices rather than numbers.</summary>
    public virtual bool TakesLabels => false;

    /// <summary>The function that the loss applies to what it gets, where that is logits; null where it is not.</summary>
    public virtual string? TakenLogits => null;

    public sealed override Tensor? Build(LayerContext context)
    {
        var sum = Sum(context);
        if (!context.IsReady || TargetShape(context) is not { } shape)
        {
            return null;
        }

        var b = context.Builder;
        var target = b.Tensor("target", shape, Scope.Example, shape.Count - 1, TensorRole.Target);
        var weight = b.Tensor("exampleWeight", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.ExampleWeight);
        var loss = b.Activation(context.Name, EquatableArray<int>.Empty, -1);
        sum(target, weight, loss);
        context.SetLoss(loss, Model(context, target) with { Lengths = context.Input.Lengths });
        return loss;
    }

    /// <summary>
    /// What an element adds to the example's loss: its loss times the example's weight, or 0 at a step that is padding, whatever is computed there.
    /// </summary>
    protected static Expression Weighted(LayerContext context, Tensor weight, Affine[] index, Expression element)
        => context.Input.Lengths is null ? weight.At() * element : context.Input.AtRealStep(index[0], weight.At() * element);

    protected abstract EquatableArray<int>? TargetShape(LayerContext context);

    protected abstract LossModel Model(LayerContext context, Tensor target);

    /// <summary>Checks the layer's arguments and gives what appends the loops: from the target and the example's weight to its loss.</summary>
    protected abstract Action<Tensor, Tensor, Tensor> Sum(LayerContext context);
}
