using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The hyperbolic tangent.</content>
public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent, at most 3 ulp from exact.</summary>
    public static float Tanh(float x) => Tanh(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The hyperbolic tangent, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Tanh(new Lanes128(x)).Value;

    /// <summary>The hyperbolic tangent, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Tanh(new Lanes256(x)).Value;

    /// <summary>The hyperbolic tangent, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Tanh(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        // Near 0 an odd polynomial, elsewhere 1 - 2 / (e^2|x| + 1), which is 1 to the last bit from 9.02 on.
        var magnitude = T.Absolute(x);
        var z = x * x;
        var p = T.MultiplyAdd(T.Of(-0.00571703656f), z, T.Of(0.020650579f));
        p = T.MultiplyAdd(p, z, T.Of(-0.0537434953f));
        p = T.MultiplyAdd(p, z, T.Of(0.133314912f));
        p = T.MultiplyAdd(p, z, T.Of(-0.333332839f));
        var small = T.MultiplyAdd(p * z, x, x);

        var clamped = T.Smaller(T.Of(10), magnitude);
        var sum = T.MultiplyAdd(clamped, T.Of(2 * Log2OfE), T.Of(RoundingShift + 127));
        var f = T.MultiplyAdd(clamped, T.Of(2 * Log2OfE), T.Of(RoundingShift + 127) - sum);
        var power = T.MultiplyAdd(PowerOfTwo(f), T.BitsToExponent(sum), T.Of(1));
        var large = T.CopySign(T.Of(1) - (T.Of(2) / power), x);
        return T.WhereLess(magnitude, T.Of(0.625f), small, large);
    }
}
