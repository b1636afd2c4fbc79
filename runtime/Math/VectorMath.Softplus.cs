using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The smooth maximum of 0 and x.</content>
public static partial class VectorMath
{
    /// <summary>log(1 + e^x) without overflow, at most 4 ulp from exact; 0 below -87.336.</summary>
    public static float Softplus(float x) => Softplus(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>log(1 + e^x) without overflow, at most 4 ulp from exact; 0 below -87.336.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Softplus(new Lanes128(x)).Value;

    /// <summary>log(1 + e^x) without overflow, at most 4 ulp from exact; 0 below -87.336.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Softplus(new Lanes256(x)).Value;

    /// <summary>log(1 + e^x) without overflow, at most 4 ulp from exact; 0 below -87.336.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Softplus(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Softplus<T>(T x)
        where T : struct, ILanes<T>
    {
        // max(x, 0) + log(1 + e) with e = exp(-|x|) at most 1. log(u) of the rounded u = 1 + e is mended by the part of e that rounding lost.
        var e = Exp(T.Of(0) - T.Absolute(x));
        var u = T.Of(1) + e;
        var log = Log(u) + ((e - (u - T.Of(1))) / u);
        return T.Greater(T.Of(0), x) + log;
    }
}
