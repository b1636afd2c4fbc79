using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[L1]</c>: the mean of |z - target|.</summary>
internal sealed class L1Layer : ElementwiseLossLayer
{
    public override string Kind => "L1";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.L1, context.Name, context.Input.Tensor, target);

    protected override Func<Expression, Expression, Expression> Element(LayerContext context) => (z, target) => Piecewise.Absolute(z - target);
}
