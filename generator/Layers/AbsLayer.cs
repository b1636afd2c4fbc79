using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Abs]</c>: x without its sign.</summary>
internal sealed class AbsLayer : ElementwiseLayer
{
    public override string Kind => "Abs";

    public override string? ChangeOfLogits => "gives none that is negative";

    protected override Func<Expression, Expression> Function(LayerContext context) => Piecewise.Absolute;
}
