using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The natural logarithm near 1.</content>
public static partial class VectorMath
{
    /// <summary>log(1 + x), at most 2.5 ulp from exact also where x is small beside 1; for x of at least 0. Infinity gives infinity, NaN gives NaN.</summary>
    public static float Log1p(float x) => Log1p(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x)
        => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(float.PositiveInfinity)), LogOfOneAnd(x), x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), LogOfOneAnd(x), x);

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
        => Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), LogOfOneAnd(x), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LogOfOneAnd(Vector128<float> x)
    {
        // log(u) of the rounded u = 1 + x is mended by the part of x that rounding lost.
        var u = Vector128.Create(1f) + x;
        return Log(u) + ((x - (u - Vector128.Create(1f))) / u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfOneAnd(Vector256<float> x)
    {
        var u = Vector256.Create(1f) + x;
        return Log(u) + ((x - (u - Vector256.Create(1f))) / u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOfOneAnd(Vector512<float> x)
    {
        var u = Vector512.Create(1f) + x;
        return Log(u) + ((x - (u - Vector512.Create(1f))) / u);
    }
}
