using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// What a network is trained by, behind all other layers: a weighted sum over an example's elements; the weights make it a mean over the batch. Of several
/// losses the sum is trained, each multiplied with its own weight.
/// </summary>
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
        var share = context.Number("Weight", Agreement.LossWeight, FloatRange.IsFinite, FloatRange.FiniteNumber);
        if (!context.IsReady || TargetShape(context) is not { } shape)
        {
            return null;
        }

        var b = context.Builder;
        var ordinal = context.Draft.Losses.Count;
        if (ordinal == Agreement.MaximumLosses)
        {
            context.Report(
                Descriptors.NotSupported,
                null,
                [context.Declaration.Text, $"a network has at most {Literal.Of(Agreement.MaximumLosses)} losses; leave out one"]);
            return null;
        }

        var prefix = ordinal == 0 ? "" : $"{context.Name}.";
        var target = b.Tensor($"{prefix}target", shape, Scope.Example, shape.Count - 1, TensorRole.Target, ordinal);
        var weights = TakesLabels ? shape : EquatableArray<int>.Empty;
        var weight = b.Tensor($"{prefix}exampleWeight", weights, Scope.Example, weights.Count - 1, TensorRole.ExampleWeight, ordinal);
        var loss = b.Activation(context.Name, EquatableArray<int>.Empty, -1);
        sum(target, weight, loss);
        context.AddLoss(Model(context, target) with { Lengths = context.Input.Lengths, Value = loss, Weight = share, ExampleWeight = weight });
        return loss;
    }

    /// <summary>
    /// What an element adds to the example's loss, or 0 at a step that is padding, whatever is computed there.
    /// </summary>
    protected static Expression AtRealStep(LayerContext context, Affine[] index, Expression element)
        => context.Input.Lengths is null ? element : context.Input.AtRealStep(index[0], element);

    protected abstract EquatableArray<int>? TargetShape(LayerContext context);

    protected abstract LossModel Model(LayerContext context, Tensor target);

    /// <summary>Checks the layer's arguments and gives what appends the loops: from the target and the example's weight to its loss.</summary>
    protected abstract Action<Tensor, Tensor, Tensor> Sum(LayerContext context);
}
