using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[BinaryCrossEntropy]</c> on logits: log(1 + exp(-|z|)) + (z (1 - target) where z is positive, else -z target), which neither overflows nor cancels: for
/// targets from 0 to 1 no term is negative.
/// </summary>
internal sealed class BinaryCrossEntropyLayer : ElementwiseLossLayer
{
    public override string Kind => "BinaryCrossEntropy";

    public override string TakenLogits => "sigmoid";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.BinaryCrossEntropy, context.Name, context.Input.Tensor, target);

    protected override Func<Expression, Expression, Expression> Element(LayerContext context)
    {
        // With w the weight of targets: (1 + (w - 1) target) log(1 + exp(-|z|)) + (z (1 - target) where z is positive, else -z w target).
        var weight = context.Number("PositiveWeight", Agreement.PositiveWeight, FloatRange.IsPositive, FloatRange.PositiveNumber);
        return (z, target) => (Expression.Apply(UnaryOperation.Softplus, BySign(z, -z, z)) * ((target * (weight - 1)) + 1))
            + BySign(z, (1 - target) * z, -(target * z * weight));
    }

    private static Expression BySign(Expression z, Expression positive, Expression negative) => new Select(Comparison.LessOrEqual, 0, z, positive, negative);
}
