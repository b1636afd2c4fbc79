using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Scale(factor, shift)]</c>: factor * x + shift, with numbers that are not trained.</summary>
internal sealed class ScaleLayer : ElementwiseLayer
{
    public override string Kind => "Scale";

    protected override Func<Expression, Expression> Function(LayerContext context)
    {
        var factor = context.Number("factor", 1, FloatRange.IsFinite, FloatRange.FiniteNumber);
        var shift = context.Number("shift", Agreement.Shift, FloatRange.IsFinite, FloatRange.FiniteNumber);
        return x => (x * factor) + shift;
    }
}
