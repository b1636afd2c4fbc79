using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The smooth maximum of 0 and x.</content>
public static partial class VectorMath
{
    /// <summary>log(1 + e^x) without overflow, at most 2.5 ulp from exact; 0 below -86.99, never denormal. NaN gives NaN.</summary>
    public static float Softplus(float x) => Softplus(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        // max(x, 0) + log(1 + e) with e = exp(-|x|) at most 1. log(u) of the rounded u = 1 + e is mended by the part of e that rounding lost.
        var e = Exp(-Vector128.Abs(x));
        var u = Vector128.Create(1f) + e;
        return Vector128.MaxNative(Vector128<float>.Zero, x) + (Log(u) + ((e - (u - Vector128.Create(1f))) / u));
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        var e = Exp(-Vector256.Abs(x));
        var u = Vector256.Create(1f) + e;
        return Vector256.MaxNative(Vector256<float>.Zero, x) + (Log(u) + ((e - (u - Vector256.Create(1f))) / u));
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        var e = Exp(-Vector512.Abs(x));
        var u = Vector512.Create(1f) + e;
        return Vector512.MaxNative(Vector512<float>.Zero, x) + (Log(u) + ((e - (u - Vector512.Create(1f))) / u));
    }
}
