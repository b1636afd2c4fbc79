using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Measures how many bytes a second one thread reads from memory: a sum over more than any cache holds.</summary>
internal static class ReadBandwidth
{
    private const int Floats = 1 << 26, Rounds = 5;

    /// <summary>Bytes a second, the best of several rounds.</summary>
    public static double Measure()
    {
        var values = GC.AllocateUninitializedArray<float>(Floats);
        values.AsSpan().Fill(1);
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            float sum = Sum(values);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (sum <= 0)
                throw new InvalidOperationException("a sum of ones cannot be " + sum);
            best = Math.Max(best, (double)Floats * sizeof(float) / seconds);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Sum(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> a = default, b = default, c = default, d = default;
        for (int i = 0; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }
        return Vector.Sum(a + b + c + d);
    }
}
