using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Silu]</c>: x * sigmoid(x).</summary>
internal sealed class SiluLayer : ElementwiseLayer
{
    public override string Kind => "Silu";

    public override string? ChangeOfLogits => "lets hardly any negative one through";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => x * Expression.Apply(UnaryOperation.Sigmoid, x);
}
