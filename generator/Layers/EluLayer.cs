using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Elu(alpha)]</c>: x where it is positive, else alpha * (exp(x) - 1) (Clevert, Unterthiner and Hochreiter 2016).</summary>
internal sealed class EluLayer : ElementwiseLayer
{
    public override string Kind => "Elu";

    protected override Func<Expression, Expression> Function(LayerContext context)
    {
        var alpha = context.Number("alpha", Agreement.EluAlpha, FloatRange.IsFinite, FloatRange.FiniteNumber);
        return Piecewise.Exponential(1, alpha);
    }
}
