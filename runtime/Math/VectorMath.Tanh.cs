using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The hyperbolic tangent.</content>
public static partial class VectorMath
{
    /// <summary>tanh is 1 to the last bit from 9.011 on.</summary>
    private const float TanhOne = 10;

    /// <summary>
    /// The hyperbolic tangent, at most 4 ulp from exact, also near 0; its magnitude is never above 1, and 1 from 9.02 on. NaN gives NaN, -0 gives -0.
    /// </summary>
    public static float Tanh(float x) => Tanh(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        // e^-2x = s e^-2f with s = 2^n, where f = x + n ln(2)/2 lies within ln(2)/4 of 0, and e^-2f = (even - odd) / (even + odd), VectorMath's rational
        // function of 2f. With a = even - odd and b = even + odd, tanh x = (b - s a) / (b + s a) = ((1 - s) a + 2 odd) / (b + s a): written so, nothing
        // cancels near 0, where s = 1. The signs (-a, and s made negative by bit 8 of the shift) are such that tanh(-0) is -0. As b is computed from a and
        // 2 odd, the quotient is exactly 1 where s vanishes, and never above.
        var clamped = Vector128.MinNative(Vector128.Create(TanhOne), Vector128.MaxNative(Vector128.Create(-TanhOne), x));
        var shifted = Vector128.MultiplyAddEstimate(clamped, Vector128.Create(-2 * Log2OfE), Vector128.Create(RoundToNegativeExponent));
        var f = Vector128.MultiplyAddEstimate(shifted - Vector128.Create(RoundToNegativeExponent), Vector128.Create(Ln2 / 2), clamped);
        var even = Vector128.MultiplyAddEstimate(f, f, Vector128.Create(Even / 4));
        var odd = f * Vector128.MultiplyAddEstimate(even, Vector128.Create(2 * OddSlope), Vector128.Create(OddOffset / 2));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector128.MultiplyAddEstimate(Vector128.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector128.MultiplyAddEstimate(minusS, minusA, twiceOdd - minusA);
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.Create(TanhOne), Vector256.MaxNative(Vector256.Create(-TanhOne), x));
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(-2 * Log2OfE), Vector256.Create(RoundToNegativeExponent));
        var f = Vector256.FusedMultiplyAdd(shifted - Vector256.Create(RoundToNegativeExponent), Vector256.Create(Ln2 / 2), clamped);
        var even = Vector256.FusedMultiplyAdd(f, f, Vector256.Create(Even / 4));
        var odd = f * Vector256.FusedMultiplyAdd(even, Vector256.Create(2 * OddSlope), Vector256.Create(OddOffset / 2));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector256.FusedMultiplyAdd(Vector256.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector256.FusedMultiplyAdd(minusS, minusA, twiceOdd - minusA);
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.Create(TanhOne), Vector512.MaxNative(Vector512.Create(-TanhOne), x));
        var shifted = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(-2 * Log2OfE), Vector512.Create(RoundToNegativeExponent));
        var f = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(RoundToNegativeExponent), Vector512.Create(Ln2 / 2), clamped);
        var even = Vector512.FusedMultiplyAdd(f, f, Vector512.Create(Even / 4));
        var odd = f * Vector512.FusedMultiplyAdd(even, Vector512.Create(2 * OddSlope), Vector512.Create(OddOffset / 2));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector512.FusedMultiplyAdd(Vector512.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector512.FusedMultiplyAdd(minusS, minusA, twiceOdd - minusA);
    }
}
