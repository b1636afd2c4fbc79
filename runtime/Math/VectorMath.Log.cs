using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Numerics;

/// <content>The natural logarithm.</content>
public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const float DenormalScale = 1 << 24;
    private const float DenormalExponent = 24;
    private const int BitsOfRootOfHalf = 0x3F3504F3;
    private const int SignificandMask = 0x007FFFFF;

    /// <summary>The natural logarithm, at most 1.5 ulp from exact; -infinity at 0, NaN below 0 and of NaN. Denormals are not flushed.</summary>
    public static float Log(float x) => Log(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        // x = m 2^e with m in [1/sqrt 2, sqrt 2): relative to the bits of 1/sqrt 2, the upper nine bits are e and the lower ones those of a number from there
        // on. log m = f + f^2 q(f) with f = m - 1, exact near 1. Denormals are made normal first.
        var isDenormal = Vector128.LessThan(x, Vector128.Create(SmallestNormal));
        var normal = Vector128.ConditionalSelect(isDenormal, x * Vector128.Create(DenormalScale), x);
        var offset = normal.AsInt32() - Vector128.Create(BitsOfRootOfHalf);
        var e = Vector128.ConvertToSingle(offset >> ExponentPosition) - (isDenormal & Vector128.Create(DenormalExponent));
        var f = ((offset & Vector128.Create(SignificandMask)) + Vector128.Create(BitsOfRootOfHalf)).AsSingle() - Vector128.Create(1f);
        var q = Vector128.MultiplyAddEstimate(f, Vector128.Create(0.0873485208f), Vector128.Create(-0.143075287f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(0.149179727f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-0.16570507f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(0.199620724f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-0.250017554f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(0.333339512f));
        q = Vector128.MultiplyAddEstimate(q, f, Vector128.Create(-0.499999911f));
        var log = Vector128.MultiplyAddEstimate(f * f, q, e * Vector128.Create(Ln2Low)) + f;
        log = Vector128.MultiplyAddEstimate(e, Vector128.Create(Ln2High), log);

        var ofZeroOrLess = Vector128.ConditionalSelect(
            Vector128.Equals(x, Vector128<float>.Zero), Vector128.Create(float.NegativeInfinity), Vector128.Create(float.NaN));
        log = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(x, Vector128<float>.Zero), ofZeroOrLess, log);
        return Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(float.PositiveInfinity)), log, x);
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        var isDenormal = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        var normal = Vector256.ConditionalSelect(isDenormal, x * Vector256.Create(DenormalScale), x);
        var offset = normal.AsInt32() - Vector256.Create(BitsOfRootOfHalf);
        var e = Vector256.ConvertToSingle(offset >> ExponentPosition) - (isDenormal & Vector256.Create(DenormalExponent));
        var f = ((offset & Vector256.Create(SignificandMask)) + Vector256.Create(BitsOfRootOfHalf)).AsSingle() - Vector256.Create(1f);
        var q = Vector256.FusedMultiplyAdd(f, Vector256.Create(0.0873485208f), Vector256.Create(-0.143075287f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(0.149179727f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-0.16570507f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(0.199620724f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-0.250017554f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(0.333339512f));
        q = Vector256.FusedMultiplyAdd(q, f, Vector256.Create(-0.499999911f));
        var log = Vector256.FusedMultiplyAdd(f * f, q, e * Vector256.Create(Ln2Low)) + f;
        log = Vector256.FusedMultiplyAdd(e, Vector256.Create(Ln2High), log);

        var ofZeroOrLess = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN));
        log = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<float>.Zero), ofZeroOrLess, log);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), log, x);
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var isDenormal = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        var normal = Vector512.ConditionalSelect(isDenormal, x * Vector512.Create(DenormalScale), x);
        var offset = normal.AsInt32() - Vector512.Create(BitsOfRootOfHalf);
        var e = Vector512.ConvertToSingle(offset >> ExponentPosition) - (isDenormal & Vector512.Create(DenormalExponent));
        var f = ((offset & Vector512.Create(SignificandMask)) + Vector512.Create(BitsOfRootOfHalf)).AsSingle() - Vector512.Create(1f);
        var q = Vector512.FusedMultiplyAdd(f, Vector512.Create(0.0873485208f), Vector512.Create(-0.143075287f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(0.149179727f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-0.16570507f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(0.199620724f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-0.250017554f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(0.333339512f));
        q = Vector512.FusedMultiplyAdd(q, f, Vector512.Create(-0.499999911f));
        var log = Vector512.FusedMultiplyAdd(f * f, q, e * Vector512.Create(Ln2Low)) + f;
        log = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2High), log);

        var ofZeroOrLess = Vector512.ConditionalSelect(
            Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        log = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), ofZeroOrLess, log);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), log, x);
    }
}
