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
        => Vector128.MaxNative(Vector128<float>.Zero, x) + LogOfOneAnd(Exp(-Vector128.Abs(x)));

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
        => Vector256.MaxNative(Vector256<float>.Zero, x) + LogOfOneAnd(Exp(-Vector256.Abs(x)));

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
        => Vector512.MaxNative(Vector512<float>.Zero, x) + LogOfOneAnd(Exp(-Vector512.Abs(x)));
}
