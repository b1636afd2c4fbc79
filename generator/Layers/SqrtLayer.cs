using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Sqrt]</c>: the square root.</summary>
internal sealed class SqrtLayer : ElementwiseLayer
{
    public override string Kind => "Sqrt";

    public override string? ChangeOfLogits => "gives none that is negative";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Expression.Apply(UnaryOperation.Sqrt, x);
}
