using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Dropout of one element.</summary>
internal static class RandomDrop
{
    /// <summary>0 with the given probability, else the value divided by its complement; drawn anew for each element.</summary>
    public static Expression Of(LayerContext context, Expression value, Affine[] index, EquatableArray<int> shape, double probability) => probability == 0
        ? value
        : new Select(Comparison.Less, new Uniform(context.NextStream(), LayerLoops.RowMajor(index, shape)), probability, 0, value * (1 / (1 - probability)));
}
