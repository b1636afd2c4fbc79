using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Sigmoid]</c>: 1 / (1 + exp(-x)).</summary>
internal sealed class SigmoidLayer : ElementwiseLayer
{
    public override string Kind => "Sigmoid";

    public override bool GivesProbabilities => true;

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Sigmoid, x);
}
