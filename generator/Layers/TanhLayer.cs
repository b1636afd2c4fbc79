using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Tanh]</c>: the hyperbolic tangent.</summary>
internal sealed class TanhLayer : ElementwiseLayer
{
    public override string Kind => "Tanh";

    public override string? ChangeOfLogits => "keeps them between -1 and 1";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Tanh, x);
}
