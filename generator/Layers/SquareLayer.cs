using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Square]</c>: x * x.</summary>
internal sealed class SquareLayer : ElementwiseLayer
{
    public override string Kind => "Square";

    public override string? ChangeOfLogits => "gives none that is negative";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => x * x;
}
