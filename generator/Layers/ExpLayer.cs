using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Exp]</c>: e to the power of x.</summary>
internal sealed class ExpLayer : ElementwiseLayer
{
    public override string Kind => "Exp";

    public override string? ChangeOfLogits => "gives none that is negative";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Exp, x);
}
