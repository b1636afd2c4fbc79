using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[HardSigmoid]</c>: min(max(0, x + 3), 6) / 6.</summary>
internal sealed class HardSigmoidLayer : ElementwiseLayer
{
    public override string Kind => "HardSigmoid";

    public override bool GivesProbabilities => true;

    protected override Func<Expression, Expression> Function(LayerContext context)
        => x => Piecewise.Between(x, -3, 0, 3, 1, (x + 3) * (1.0 / 6));
}
