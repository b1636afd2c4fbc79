using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Huber(delta)]</c>: the mean of (z - target)^2 / 2, and from |z - target| = delta on of the straight line delta (|z - target| - delta / 2).
/// </summary>
internal sealed class HuberLayer : ElementwiseLossLayer
{
    public override string Kind => "Huber";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.Huber, context.Name, context.Input.Tensor, target);

    protected override Func<Expression, Expression, Expression> Element(LayerContext context)
    {
        var delta = context.Number("delta", Agreement.HuberDelta, FloatRange.IsPositive, FloatRange.PositiveNumber);
        return (z, target) =>
        {
            var distance = Piecewise.Absolute(z - target);
            return new Select(Comparison.LessOrEqual, distance, delta, (z - target) * (z - target) * 0.5, (distance - (delta / 2)) * delta);
        };
    }
}
