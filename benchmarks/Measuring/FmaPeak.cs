using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Measures how many floating-point operations a second this machine can do: nothing but fused multiply-adds between registers, in
/// so many independent chains that their latency is hidden (4 cycles at 2 a cycle need 8; 12 of 16 registers are used, 24 of 32 with 512 bits).</summary>
internal static class FmaPeak
{
    private const int Repeats = 4096;

    /// <summary>Does one piece of work on the calling thread. Returns the floating-point operations done (a multiply-add is two).</summary>
    /// <param name="width">Bits of the vectors to work with: 128, 256 or 512.</param>
    /// <param name="sum">Something made from all the results.</param>
    public static long Run(int width, out float sum)
    {
        switch (width)
        {
            case 512:
                sum = Run512(1e-9f);
                return 2L * Repeats * 24 * 16;
            case 256:
                sum = Run256(1e-9f);
                return 2L * Repeats * 12 * 8;
            case 128:
                sum = Run128(1e-9f);
                return 2L * Repeats * 12 * 4;
            default:
                throw new ArgumentOutOfRangeException(nameof(width), width, "needs to be 128, 256 or 512");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run256(float seed)
    {
        Vector256<float> a = Vector256.Create(seed), b = Vector256.Create(seed);
        Vector256<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < Repeats; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(a, b, s0);
            s1 = Vector256.FusedMultiplyAdd(a, b, s1);
            s2 = Vector256.FusedMultiplyAdd(a, b, s2);
            s3 = Vector256.FusedMultiplyAdd(a, b, s3);
            s4 = Vector256.FusedMultiplyAdd(a, b, s4);
            s5 = Vector256.FusedMultiplyAdd(a, b, s5);
            s6 = Vector256.FusedMultiplyAdd(a, b, s6);
            s7 = Vector256.FusedMultiplyAdd(a, b, s7);
            s8 = Vector256.FusedMultiplyAdd(a, b, s8);
            s9 = Vector256.FusedMultiplyAdd(a, b, s9);
            s10 = Vector256.FusedMultiplyAdd(a, b, s10);
            s11 = Vector256.FusedMultiplyAdd(a, b, s11);
        }
        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run512(float seed)
    {
        Vector512<float> a = Vector512.Create(seed), b = Vector512.Create(seed);
        Vector512<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        Vector512<float> t0 = a, t1 = a, t2 = a, t3 = a, t4 = a, t5 = a, t6 = a, t7 = a, t8 = a, t9 = a, t10 = a, t11 = a;
        for (int i = 0; i < Repeats; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(a, b, s0);
            s1 = Vector512.FusedMultiplyAdd(a, b, s1);
            s2 = Vector512.FusedMultiplyAdd(a, b, s2);
            s3 = Vector512.FusedMultiplyAdd(a, b, s3);
            s4 = Vector512.FusedMultiplyAdd(a, b, s4);
            s5 = Vector512.FusedMultiplyAdd(a, b, s5);
            s6 = Vector512.FusedMultiplyAdd(a, b, s6);
            s7 = Vector512.FusedMultiplyAdd(a, b, s7);
            s8 = Vector512.FusedMultiplyAdd(a, b, s8);
            s9 = Vector512.FusedMultiplyAdd(a, b, s9);
            s10 = Vector512.FusedMultiplyAdd(a, b, s10);
            s11 = Vector512.FusedMultiplyAdd(a, b, s11);
            t0 = Vector512.FusedMultiplyAdd(a, b, t0);
            t1 = Vector512.FusedMultiplyAdd(a, b, t1);
            t2 = Vector512.FusedMultiplyAdd(a, b, t2);
            t3 = Vector512.FusedMultiplyAdd(a, b, t3);
            t4 = Vector512.FusedMultiplyAdd(a, b, t4);
            t5 = Vector512.FusedMultiplyAdd(a, b, t5);
            t6 = Vector512.FusedMultiplyAdd(a, b, t6);
            t7 = Vector512.FusedMultiplyAdd(a, b, t7);
            t8 = Vector512.FusedMultiplyAdd(a, b, t8);
            t9 = Vector512.FusedMultiplyAdd(a, b, t9);
            t10 = Vector512.FusedMultiplyAdd(a, b, t10);
            t11 = Vector512.FusedMultiplyAdd(a, b, t11);
        }
        var s = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
        return Vector512.Sum(s + t0 + t1 + t2 + t3 + t4 + t5 + t6 + t7 + t8 + t9 + t10 + t11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run128(float seed)
    {
        Vector128<float> a = Vector128.Create(seed), b = Vector128.Create(seed);
        Vector128<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < Repeats; i++)
        {
            s0 = Vector128.MultiplyAddEstimate(a, b, s0);
            s1 = Vector128.MultiplyAddEstimate(a, b, s1);
            s2 = Vector128.MultiplyAddEstimate(a, b, s2);
            s3 = Vector128.MultiplyAddEstimate(a, b, s3);
            s4 = Vector128.MultiplyAddEstimate(a, b, s4);
            s5 = Vector128.MultiplyAddEstimate(a, b, s5);
            s6 = Vector128.MultiplyAddEstimate(a, b, s6);
            s7 = Vector128.MultiplyAddEstimate(a, b, s7);
            s8 = Vector128.MultiplyAddEstimate(a, b, s8);
            s9 = Vector128.MultiplyAddEstimate(a, b, s9);
            s10 = Vector128.MultiplyAddEstimate(a, b, s10);
            s11 = Vector128.MultiplyAddEstimate(a, b, s11);
        }
        return Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }
}
