using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The exponential function.</content>
public static partial class VectorMath
{
    /// <summary>e^x, at most 2 ulp from exact; 0 where that would be a denormal (x below -87.336), infinity above 88.722.</summary>
    public static float Exp(float x) => Exp(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>e^x, at most 2 ulp from exact; 0 where that would be a denormal (x below -87.336), infinity above 88.722.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Exp(new Lanes128(x)).Value;

    /// <summary>e^x, at most 2 ulp from exact; 0 where that would be a denormal (x below -87.336), infinity above 88.722.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp(new Lanes256(x)).Value;

    /// <summary>e^x, at most 2 ulp from exact; 0 where that would be a denormal (x below -87.336), infinity above 88.722.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Exp(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        // x = n ln 2 + r with |r| at most ln(2)/2 (Cody and Waite: ln 2 in two parts, the first exact in few bits).
        var clamped = T.Smaller(T.Of(89), T.Greater(T.Of(-88), x));
        var n = T.MultiplyAdd(clamped, T.Of(Log2OfE), T.Of(RoundingShift)) - T.Of(RoundingShift);
        var r = T.MultiplyAdd(n, T.Of(-0.693359375f), clamped);
        r = T.MultiplyAdd(n, T.Of(2.12194440e-4f), r);
        var p = T.MultiplyAdd(T.Of(0.00138144648f), r, T.Of(0.00836878062f));
        p = T.MultiplyAdd(p, r, T.Of(0.0416683943f));
        p = T.MultiplyAdd(p, r, T.Of(0.166665201f));
        p = T.MultiplyAdd(p, r, T.Of(0.499999934f));
        p = T.MultiplyAdd(p, r * r, r) + T.Of(1);

        // 2^n in two factors: n reaches 128, and 2^128 is no float.
        var half = T.MultiplyAdd(n, T.Of(0.5f), T.Of(RoundingShift + 127));
        var rest = n - (half - T.Of(RoundingShift + 127)) + T.Of(RoundingShift + 127);
        p = p * T.BitsToExponent(half) * T.BitsToExponent(rest);
        p = T.WhereLess(x, T.Of(-87.3365402f), T.Of(0), p);
        return T.WhereLess(T.Of(88.7228394f), x, T.Of(float.PositiveInfinity), p);
    }
}
