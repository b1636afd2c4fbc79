using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Relu]</c>: max(0, x).</summary>
internal sealed class ReluLayer : ElementwiseLayer
{
    public override string Kind => "Relu";

    public override string? ChangeOfLogits => "lets no negative one through";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Relu, x);
}
