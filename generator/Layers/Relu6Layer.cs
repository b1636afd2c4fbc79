using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Relu6]</c>: min(max(0, x), 6).</summary>
internal sealed class Relu6Layer : ElementwiseLayer
{
    public override string Kind => "Relu6";

    public override string? ChangeOfLogits => "lets no negative one through";

    protected override Func<Expression, Expression> Function(LayerContext context) => x => Piecewise.Between(x, 0, 0, 6, 6, x);
}
