using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[MeanSquaredError]</c>: the mean of (z - target)^2.</summary>
internal sealed class MeanSquaredErrorLayer : ElementwiseLossLayer
{
    public override string Kind => "MeanSquaredError";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.MeanSquaredError, context.Name, context.Input.Tensor, target);

    protected override Func<Expression, Expression, Expression> Element(LayerContext context) => (z, target) => (z - target) * (z - target);
}
