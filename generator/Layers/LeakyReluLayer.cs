using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[LeakyRelu(slope)]</c>: x where it is positive, else slope * x.</summary>
internal sealed class LeakyReluLayer : ElementwiseLayer
{
    public override string Kind => "LeakyRelu";

    protected override Func<Expression, Expression> Function(LayerContext context)
    {
        var slope = context.Number("slope", Agreement.LeakySlope, FloatRange.IsFinite, FloatRange.FiniteNumber);
        return x => new Select(Comparison.Less, 0, x, x, x * slope);
    }
}
