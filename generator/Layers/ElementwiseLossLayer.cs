using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>A loss that compares every element with a target.</summary>
internal abstract class ElementwiseLossLayer : LossLayer
{
    protected sealed override EquatableArray<int>? TargetShape(LayerContext context) => context.Input.Shape;

    protected sealed override Action<Tensor, Tensor, Tensor> Sum(LayerContext context)
    {
        var element = Element(context);
        return (target, weight, loss) =>
        {
            var index = context.Indices(context.Input.Shape);
            context.Builder.Sum(
                loss,
                [],
                AtRealStep(context, index, weight.At() * element(context.Input.Tensor.At(index), target.At(index))),
                $"{context.Comment}: sum over elements, weighted");
        };
    }

    /// <summary>Checks the layer's arguments and gives the loss of an element and its target.</summary>
    protected abstract Func<Expression, Expression, Expression> Element(LayerContext context);
}
