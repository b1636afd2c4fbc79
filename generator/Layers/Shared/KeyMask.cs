using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Which keys a query may attend to: none that is padding, and in causal attention none later than itself.</summary>
internal static class KeyMask
{
    /// <summary>For scores whose last axis is the keys and whose axis before it is the queries; null where all keys count.</summary>
    /// <param name="stepNumber">The one query's position among the keys, in the network for one step.</param>
    public static Mask? Of(Value keys, bool isCausal, Tensor? stepNumber = null) => keys.Lengths is null && !isCausal ? null : (index, value, otherwise) =>
    {
        Affine key = index[index.Length - 1], query = index[index.Length - 2];
        var causal = !isCausal ? value
            : stepNumber is not null ? new Select(Comparison.LessOrEqual, new Position(key), stepNumber.At(), value, otherwise)
            : new Select(Comparison.LessOrEqual, new Position(key - query), 0, value, otherwise);
        return Value.AtRealStep(keys.Lengths, key, causal, otherwise);
    };
}
