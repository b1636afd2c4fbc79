using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The exponential function.</content>
public static partial class VectorMath
{
    /// <summary>Here n is 128 and 2 e^f above 2: the product is infinity.</summary>
    private const float ExpInfinity = 89;

    /// <summary>Here n is -126 and 2^(n-1) comes out as 0.</summary>
    private const float ExpZero = -87.3f;

    /// <summary>
    /// e^x, at most 1 ulp from exact; infinity above 88.7228. Results are 0 or at least 1.6e-38, never denormal: it is 0 below -86.99. exp(0) is 1. NaN
    /// gives NaN.
    /// </summary>
    public static float Exp(float x) => Exp(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        // e^x = 2^n e^f, where f = x - n ln 2 lies within ln(2)/2 of 0 (Cody and Waite: ln 2 in two parts, the first exact in few bits). The polynomial is
        // 2 e^f and its factor 2^(n-1), so that n may be 128, and so that n = -126, below which results would be denormal, makes the factor 0.
        var clamped = Vector128.MinNative(Vector128.Create(ExpInfinity), Vector128.MaxNative(Vector128.Create(ExpZero), x));
        var shifted = Vector128.MultiplyAddEstimate(clamped, Vector128.Create(Log2OfE), Vector128.Create(RoundToExponent - 1));
        var n = shifted - Vector128.Create(RoundToExponent - 1);
        var f = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2High), clamped);
        f = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), f);
        var p = Vector128.MultiplyAddEstimate(f, Vector128.Create(0.00276291627f), Vector128.Create(0.0167374499f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.083336778f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.333330423f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.999999881f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(2f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(2f));
        return p * (shifted.AsInt32() << ExponentPosition).AsSingle();
    }

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.Create(ExpInfinity), Vector256.MaxNative(Vector256.Create(ExpZero), x));
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(Log2OfE), Vector256.Create(RoundToExponent - 1));
        var n = shifted - Vector256.Create(RoundToExponent - 1);
        var f = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), clamped);
        f = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), f);
        var p = Vector256.FusedMultiplyAdd(f, Vector256.Create(0.00276291627f), Vector256.Create(0.0167374499f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.083336778f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.333330423f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.999999881f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(2f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(2f));
        return p * (shifted.AsInt32() << ExponentPosition).AsSingle();
    }

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.Create(ExpInfinity), Vector512.MaxNative(Vector512.Create(ExpZero), x));
        var shifted = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(Log2OfE), Vector512.Create(RoundToExponent - 1));
        var n = shifted - Vector512.Create(RoundToExponent - 1);
        var f = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), clamped);
        f = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), f);
        var p = Vector512.FusedMultiplyAdd(f, Vector512.Create(0.00276291627f), Vector512.Create(0.0167374499f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.083336778f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.333330423f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.999999881f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(2f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(2f));
        return p * (shifted.AsInt32() << ExponentPosition).AsSingle();
    }
}
