using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Softplus]</c>: log(1 + exp(x)).</summary>
internal sealed class SoftplusLayer : ElementwiseLayer
{
    public override string Kind => "Softplus";

    public override string? ChangeOfLogits => "gives none that is negative";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Softplus, x);
}
