using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[HardSwish]</c>: x * min(max(0, x + 3), 6) / 6 (Howard et al. 2019).</summary>
internal sealed class HardSwishLayer : ElementwiseLayer
{
    public override string Kind => "HardSwish";

    public override string? ChangeOfLogits => "lets hardly any negative one through";

    protected override Func<Expression, Expression> Function(LayerContext context)
        => x => Piecewise.Between(x, -3, 0, 3, x, x * (x + 3) * (1.0 / 6));
}
