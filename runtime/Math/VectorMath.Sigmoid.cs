using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The logistic function.</content>
public static partial class VectorMath
{
    /// <summary>From here on n is at most -127, 2^n comes out as 0 and the result is 1.</summary>
    private const float SigmoidOne = 88;

    /// <summary>From here down n is 128, 2^n comes out as infinity and the result is 0.</summary>
    private const float SigmoidZero = -89;

    /// <summary>
    /// The logistic function 1 / (1 + exp(-x)), at most 3.5 ulp from exact above -32 and 6 ulp below. Results are 0 or at least 3e-38, so that a saturated
    /// network meets no denormals: it is 0 below -86.3. It is never above 1. NaN gives NaN.
    /// </summary>
    public static float Sigmoid(float x) => Sigmoid(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x)
    {
        // e^-x = 2^n e^-f, where f = x + n ln 2 lies within ln(2)/2 of 0, and e^-f = (even - odd) / (even + odd) by the rational function of VectorMath.
        // Then 1 / (1 + e^-x) = (even + odd) / ((even + odd) + 2^n (even - odd)): one division in all. A 2^n (even - odd) that overflows gives 0.
        var clamped = Vector128.MinNative(Vector128.Create(SigmoidOne), Vector128.MaxNative(Vector128.Create(SigmoidZero), x));
        var shifted = Vector128.MultiplyAddEstimate(clamped, Vector128.Create(-Log2OfE), Vector128.Create(RoundToExponent));
        var n = shifted - Vector128.Create(RoundToExponent);
        var f = Reduce(n, clamped);
        var even = Vector128.MultiplyAddEstimate(f, f, Vector128.Create(Even));
        var odd = f * Vector128.MultiplyAddEstimate(even, Vector128.Create(OddSlope), Vector128.Create(OddOffset));
        var power = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = even + odd;
        return sum / Vector128.MultiplyAddEstimate(power, even - odd, sum);
    }

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.Create(SigmoidOne), Vector256.MaxNative(Vector256.Create(SigmoidZero), x));
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(-Log2OfE), Vector256.Create(RoundToExponent));
        var n = shifted - Vector256.Create(RoundToExponent);
        var f = Vector256.FusedMultiplyAdd(n, Vector256.Create(Ln2), clamped);
        var even = Vector256.FusedMultiplyAdd(f, f, Vector256.Create(Even));
        var odd = f * Vector256.FusedMultiplyAdd(even, Vector256.Create(OddSlope), Vector256.Create(OddOffset));
        var power = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = even + odd;
        return sum / Vector256.FusedMultiplyAdd(power, even - odd, sum);
    }

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.Create(SigmoidOne), Vector512.MaxNative(Vector512.Create(SigmoidZero), x));
        var shifted = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(-Log2OfE), Vector512.Create(RoundToExponent));
        var n = shifted - Vector512.Create(RoundToExponent);
        var f = Vector512.FusedMultiplyAdd(n, Vector512.Create(Ln2), clamped);
        var even = Vector512.FusedMultiplyAdd(f, f, Vector512.Create(Even));
        var odd = f * Vector512.FusedMultiplyAdd(even, Vector512.Create(OddSlope), Vector512.Create(OddOffset));
        var power = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = even + odd;
        return sum / Vector512.FusedMultiplyAdd(power, even - odd, sum);
    }
}
