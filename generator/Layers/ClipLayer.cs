using System.Globalization;
using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Clip(min, max)]</c>: the nearest number from min to max.</summary>
internal sealed class ClipLayer : ElementwiseLayer
{
    public override string Kind => "Clip";

    protected override Func<Expression, Expression> Function(LayerContext context)
    {
        var least = context.Number("min", 0, FloatRange.IsFinite, FloatRange.FiniteNumber);
        var greatest = context.Number(
            "max",
            1,
            value => FloatRange.IsFinite(value) && value > least,
            $"finite and greater than min, {least.ToString("R", CultureInfo.InvariantCulture)}");
        return x => new Select(Comparison.Less, x, least, least, new Select(Comparison.Less, greatest, x, greatest, x));
    }
}
