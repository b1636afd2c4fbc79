using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The error function.</content>
public static partial class VectorMath
{
    /// <summary>erf is 1 to the last bit from 3.92 on.</summary>
    private const float ErfOne = 4;

    /// <summary>
    /// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, at most 4.5 ulp from exact, also near 0; its magnitude is never above 1. NaN
    /// gives NaN, -0 gives -0.
    /// </summary>
    public static float Erf(float x) => Erf(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x)
    {
        // erf x = tanh(u) with u = x g(x^2), g fitted to artanh(erf x) / x: the errors of g matter less and less as tanh saturates. Then as in Tanh, but on
        // v = 1.25 u, which comes for free and brings the significands nearer to 2, where they round finer. The added number, too small to change a result,
        // keeps tiny squares from being denormal.
        var clamped = Vector128.MinNative(Vector128.Create(ErfOne), Vector128.MaxNative(Vector128.Create(-ErfOne), x));
        var z = Vector128.MultiplyAddEstimate(clamped, clamped, Vector128.Create(1e-30f));
        var g = Vector128.MultiplyAddEstimate(z, Vector128.Create(7.50091456e-09f), Vector128.Create(1.56229465e-08f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(-5.81098857e-06f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(0.000104936589f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(-0.000766849553f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(-0.000245842413f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(0.128463343f));
        g = Vector128.MultiplyAddEstimate(g, z, Vector128.Create(0.410473973f));
        var v = Vector128.MultiplyAddEstimate(clamped, g, clamped);

        var shifted = Vector128.MultiplyAddEstimate(v, Vector128.Create(-2 / 1.25f * Log2OfE), Vector128.Create(RoundToNegativeExponent));
        var f = Vector128.MultiplyAddEstimate(shifted - Vector128.Create(RoundToNegativeExponent), Vector128.Create(1.25f / 2 * Ln2), v);
        var even = Vector128.MultiplyAddEstimate(f, f, Vector128.Create(3.90662646f));
        var odd = f * Vector128.MultiplyAddEstimate(even, Vector128.Create(0.133268967f), Vector128.Create(2.60466909f));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector128.MultiplyAddEstimate(Vector128.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector128.MultiplyAddEstimate(minusS, minusA, twiceOdd - minusA);
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.Create(ErfOne), Vector256.MaxNative(Vector256.Create(-ErfOne), x));
        var z = Vector256.FusedMultiplyAdd(clamped, clamped, Vector256.Create(1e-30f));
        var g = Vector256.FusedMultiplyAdd(z, Vector256.Create(7.50091456e-09f), Vector256.Create(1.56229465e-08f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(-5.81098857e-06f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(0.000104936589f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(-0.000766849553f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(-0.000245842413f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(0.128463343f));
        g = Vector256.FusedMultiplyAdd(g, z, Vector256.Create(0.410473973f));
        var v = Vector256.FusedMultiplyAdd(clamped, g, clamped);

        var shifted = Vector256.FusedMultiplyAdd(v, Vector256.Create(-2 / 1.25f * Log2OfE), Vector256.Create(RoundToNegativeExponent));
        var f = Vector256.FusedMultiplyAdd(shifted - Vector256.Create(RoundToNegativeExponent), Vector256.Create(1.25f / 2 * Ln2), v);
        var even = Vector256.FusedMultiplyAdd(f, f, Vector256.Create(3.90662646f));
        var odd = f * Vector256.FusedMultiplyAdd(even, Vector256.Create(0.133268967f), Vector256.Create(2.60466909f));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector256.FusedMultiplyAdd(Vector256.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector256.FusedMultiplyAdd(minusS, minusA, twiceOdd - minusA);
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.Create(ErfOne), Vector512.MaxNative(Vector512.Create(-ErfOne), x));
        var z = Vector512.FusedMultiplyAdd(clamped, clamped, Vector512.Create(1e-30f));
        var g = Vector512.FusedMultiplyAdd(z, Vector512.Create(7.50091456e-09f), Vector512.Create(1.56229465e-08f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(-5.81098857e-06f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(0.000104936589f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(-0.000766849553f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(-0.000245842413f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(0.128463343f));
        g = Vector512.FusedMultiplyAdd(g, z, Vector512.Create(0.410473973f));
        var v = Vector512.FusedMultiplyAdd(clamped, g, clamped);

        var shifted = Vector512.FusedMultiplyAdd(v, Vector512.Create(-2 / 1.25f * Log2OfE), Vector512.Create(RoundToNegativeExponent));
        var f = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(RoundToNegativeExponent), Vector512.Create(1.25f / 2 * Ln2), v);
        var even = Vector512.FusedMultiplyAdd(f, f, Vector512.Create(3.90662646f));
        var odd = f * Vector512.FusedMultiplyAdd(even, Vector512.Create(0.133268967f), Vector512.Create(2.60466909f));
        var minusS = (shifted.AsInt32() << ExponentPosition).AsSingle();
        var minusA = odd - even;
        var twiceOdd = odd + odd;
        var numerator = Vector512.FusedMultiplyAdd(Vector512.Create(-1f) - minusS, minusA, twiceOdd);
        return numerator / Vector512.FusedMultiplyAdd(minusS, minusA, twiceOdd - minusA);
    }
}
