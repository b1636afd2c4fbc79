using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The error function.</content>
public static partial class VectorMath
{
    /// <summary>The error function 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, at most 3 ulp from exact.</summary>
    public static float Erf(float x) => Erf(Vector128.CreateScalar(x)).ToScalar();

    /// <summary>The error function 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => Erf(new Lanes128(x)).Value;

    /// <summary>The error function 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => Erf(new Lanes256(x)).Value;

    /// <summary>The error function 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, at most 3 ulp from exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Erf(new Lanes512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Erf<T>(T x)
        where T : struct, ILanes<T>
    {
        // Up to 1 an odd polynomial; beyond, 1 - exp(-g(|x|)) with a polynomial g fitted to -log(erfc), which is 1 to the last bit from 3.92 on.
        var magnitude = T.Absolute(x);
        var z = x * x;
        var p = T.MultiplyAdd(T.Of(7.85385774e-05f), z, T.Of(-0.000801019253f));
        p = T.MultiplyAdd(p, z, T.Of(0.00518832756f));
        p = T.MultiplyAdd(p, z, T.Of(-0.0268538119f));
        p = T.MultiplyAdd(p, z, T.Of(0.112835851f));
        p = T.MultiplyAdd(p, z, T.Of(-0.376126258f));
        p = T.MultiplyAdd(p, z, T.Of(0.128379167f));
        var small = T.MultiplyAdd(p, x, x);

        var a = T.Smaller(T.Of(4), magnitude);
        var g = T.MultiplyAdd(T.Of(2.16986905e-05f), a, T.Of(-0.000441486024f));
        g = T.MultiplyAdd(g, a, T.Of(0.00420535448f));
        g = T.MultiplyAdd(g, a, T.Of(-0.0252105376f));
        g = T.MultiplyAdd(g, a, T.Of(0.10842243f));
        g = T.MultiplyAdd(g, a, T.Of(0.633216073f));
        g = T.MultiplyAdd(g, a, T.Of(1.12958048f));
        g = T.MultiplyAdd(g, a, T.Of(-0.000188506801f));
        var large = T.CopySign(T.Of(1) - Exp(T.Of(0) - g), x);
        return T.WhereLess(magnitude, T.Of(1), small, large);
    }
}
