using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The exponential function less 1.</content>
public static partial class VectorMath
{
    /// <summary>Below this e^x - 1 rounds to -1.</summary>
    private const float Expm1MinusOne = -18;

    /// <summary>
    /// e^x - 1, at most 2.5 ulp from exact also where x is small beside 1; infinity above 88.7228, -1 at -infinity. NaN gives NaN.
    /// </summary>
    public static float Expm1(float x) => Expm1(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x)
    {
        // As in Exp, x = n ln 2 + f. e^x - 1 = 2^n (e^f - 1) + (2^n - 1), where e^f - 1 = f + f^2 q(f) loses nothing near 0; its halves are added, for 2^(n-1)
        // is finite where n is 128.
        var clamped = Vector128.MinNative(Vector128.Create(ExpInfinity), Vector128.MaxNative(Vector128.Create(Expm1MinusOne), x));
        var shifted = Vector128.MultiplyAddEstimate(clamped, Vector128.Create(Log2OfE), Vector128.Create(RoundToExponent - 1));
        var n = shifted - Vector128.Create(RoundToExponent - 1);
        var f = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2High), clamped);
        f = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), f);
        var p = Vector128.MultiplyAddEstimate(f, Vector128.Create(0.001388251f), Vector128.Create(0.00836658f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.0416672f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.16666543f));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(0.49999997f));
        p = Vector128.MultiplyAddEstimate(f * f, p, f);
        var half = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = Vector128.MultiplyAddEstimate(half, p, half - Vector128.Create(0.5f));
        return sum + sum;
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.Create(ExpInfinity), Vector256.MaxNative(Vector256.Create(Expm1MinusOne), x));
        var shifted = Vector256.FusedMultiplyAdd(clamped, Vector256.Create(Log2OfE), Vector256.Create(RoundToExponent - 1));
        var n = shifted - Vector256.Create(RoundToExponent - 1);
        var f = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), clamped);
        f = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), f);
        var p = Vector256.FusedMultiplyAdd(f, Vector256.Create(0.001388251f), Vector256.Create(0.00836658f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.0416672f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.16666543f));
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.49999997f));
        p = Vector256.FusedMultiplyAdd(f * f, p, f);
        var half = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = Vector256.FusedMultiplyAdd(half, p, half - Vector256.Create(0.5f));
        return sum + sum;
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.Create(ExpInfinity), Vector512.MaxNative(Vector512.Create(Expm1MinusOne), x));
        var shifted = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(Log2OfE), Vector512.Create(RoundToExponent - 1));
        var n = shifted - Vector512.Create(RoundToExponent - 1);
        var f = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), clamped);
        f = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), f);
        var p = Vector512.FusedMultiplyAdd(f, Vector512.Create(0.001388251f), Vector512.Create(0.00836658f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.0416672f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.16666543f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.49999997f));
        p = Vector512.FusedMultiplyAdd(f * f, p, f);
        var half = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var sum = Vector512.FusedMultiplyAdd(half, p, half - Vector512.Create(0.5f));
        return sum + sum;
    }
}
