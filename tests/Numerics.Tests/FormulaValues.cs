using System.Text;

namespace StaticNets.Tests;

/// <summary>
/// The values of the fixtures' inputs and parameters, from a hash: the same formula as tests/fixtures/reference/formula.py,
/// which describes it. It gives the LeNets their parameters, which are too large to store.
/// </summary>
internal static class FormulaValues
{
    private const double BiasBound = 0.25;

    /// <summary>The values of a tensor in row-major order, from <c>centre - bound</c> to <c>centre + bound</c>.</summary>
    public static float[] Of(string key, int count, double bound, double centre = 0)
    {
        var values = new float[count];
        var hash = KeyHash(key);
        for (var i = 0; i < count; i++)
        {
            var unit = ((int)(Word(hash, (uint)i) >> 8) - (1 << 23)) / (double)(1 << 23);
            values[i] = (float)(centre + bound * unit);
        }
        return values;
    }

    /// <summary>The values of a convolution's or a dense layer's parameter: weights within the uniform Xavier bound.</summary>
    public static float[] OfParameter(string prefix, ParameterInfo parameter) =>
        Of($"{prefix}parameter.{parameter.Name}", parameter.Size, parameter.Shape.Length == 1 ? BiasBound : XavierBound(parameter));

    private static double XavierBound(ParameterInfo weight)
    {
        var window = weight.Size / (weight.Shape[0] * weight.Shape[1]);
        return Math.Sqrt(6.0 / (window * (weight.Shape[0] + weight.Shape[1])));
    }

    // FNV-1a.
    private static uint KeyHash(string key)
    {
        var hash = 0x811C9DC5u;
        foreach (var letter in Encoding.UTF8.GetBytes(key))
            hash = unchecked((hash ^ letter) * 0x01000193u);
        return hash;
    }

    // Murmur3's finalizer of a Weyl sequence.
    private static uint Word(uint hash, uint index)
    {
        unchecked
        {
            var x = hash + 0x9E3779B9u * index;
            x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
            x = (x ^ (x >> 13)) * 0xC2B2AE35u;
            return x ^ (x >> 16);
        }
    }
}
