using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The natural logarithm.</content>
public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>The natural logarithm, at most 2 ulp from exact; -infinity at 0 and for denormals, NaN below 0.</summary>
    public static float Log(float x) => Log(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The natural logarithm, at most 2 ulp from exact; -infinity at 0 and for denormals, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Log(new Lanes128(x)).Value;

    /// <summary>The natural logarithm, at most 2 ulp from exact; -infinity at 0 and for denormals, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Log(new Lanes256(x)).Value;

    /// <summary>The natural logarithm, at most 2 ulp from exact; -infinity at 0 and for denormals, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Log(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Log<T>(T x)
        where T : struct, ILanes<T>
    {
        // x = m 2^e, f = m - 1, log m = f - f^2/2 + f^3 q(f).
        var (exponent, significand) = T.Split(T.Greater(T.Of(SmallestNormal), x));
        var f = significand - T.Of(1);
        var q = T.MultiplyAdd(T.Of(0.0674660129f), f, T.Of(-0.116756413f));
        q = T.MultiplyAdd(q, f, T.Of(0.118881746f));
        q = T.MultiplyAdd(q, f, T.Of(-0.124055914f));
        q = T.MultiplyAdd(q, f, T.Of(0.142195509f));
        q = T.MultiplyAdd(q, f, T.Of(-0.166679957f));
        q = T.MultiplyAdd(q, f, T.Of(0.200021187f));
        q = T.MultiplyAdd(q, f, T.Of(-0.250000096f));
        q = T.MultiplyAdd(q, f, T.Of(0.333333126f));
        var square = f * f;
        q = T.MultiplyAdd(q * f, square, exponent * T.Of(-2.12194440e-4f));
        q = T.MultiplyAdd(square, T.Of(-0.5f), q) + f;
        q = T.MultiplyAdd(exponent, T.Of(0.693359375f), q);
        q = T.WhereLess(x, T.Of(SmallestNormal), T.Of(float.NegativeInfinity), q);
        q = T.WhereLess(x, T.Of(0), T.Of(float.NaN), q);
        q = T.WhereLess(T.Of(float.MaxValue), x, x, q);
        return T.WhereLess(x, T.Of(float.PositiveInfinity), q, x);
    }
}
