using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>A weight and a bias for each unit, which a normalised value is multiplied with and moved by; neither where it stays as it is.</summary>
internal sealed record UnitScale(Tensor? Weight, Tensor? Bias)
{
    /// <summary>Adds the parameters, which begin with 1 and 0; null where that cannot be, which is reported.</summary>
    public static UnitScale? Of(LayerContext context, int units, bool isWanted = true)
    {
        if (!isWanted)
        {
            return new(null, null);
        }

        return context.Parameter("weight", new[] { units }, InitializerKind.Constant, 1) is { } weight
            && context.Parameter("bias", new[] { units }, InitializerKind.Constant, 0) is { } bias ? new(weight, bias) : null;
    }

    public Expression Apply(Expression normal, Affine unit) => Weight is null || Bias is null ? normal : (normal * Weight.At(unit)) + Bias.At(unit);
}
