using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The logistic function.</content>
public static partial class VectorMath
{
    /// <summary>1 / (1 + exp(-x)), at most 3 ulp from exact; never below 2^-127, so that a saturated network meets no denormals.</summary>
    public static float Sigmoid(float x) => Sigmoid(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>1 / (1 + exp(-x)), at most 3 ulp from exact; never below 2^-127, so that a saturated network meets no denormals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Sigmoid(new Lanes128(x)).Value;

    /// <summary>1 / (1 + exp(-x)), at most 3 ulp from exact; never below 2^-127, so that a saturated network meets no denormals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Sigmoid(new Lanes256(x)).Value;

    /// <summary>1 / (1 + exp(-x)), at most 3 ulp from exact; never below 2^-127, so that a saturated network meets no denormals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Sigmoid(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sigmoid<T>(T x)
        where T : struct, ILanes<T>
    {
        // 1 / (1 + 2^t) with t = -x log2(e) = n + f, n an integer and f at most 1/2. n comes from adding a number so large that the sum has no
        // fraction; with 127 in it, the lowest bits of the sum are the biased exponent of 2^n.
        x = T.Smaller(T.Of(87), T.Greater(T.Of(-87), x));
        var sum = T.MultiplyAdd(x, T.Of(-Log2OfE), T.Of(RoundingShift + 127));
        var f = T.MultiplyAdd(x, T.Of(-Log2OfE), T.Of(RoundingShift + 127) - sum);
        var scale = T.BitsToExponent(sum);
        return T.Of(1) / T.MultiplyAdd(PowerOfTwo(f), scale, T.Of(1));
    }
}
