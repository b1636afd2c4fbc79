using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNets;

/// <summary>The global norm of gradients, and clipping by it, as <c>torch.nn.utils.clip_grad_norm_</c>.</summary>
public static class GradientNorm
{
    /// <summary>Floats whose squares are summed together before they join the rest: a constant, so that the sum's order depends on nothing else.</summary>
    internal const int Segment = 4096;

    /// <summary>The Euclidean norm over all gradients, summed in double in a fixed order.</summary>
    public static double Compute(ParameterSet gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ReadOnlySpan<float> values = gradients.Trained;
        double sum = 0;
        for (var start = 0; start < values.Length; start += Segment)
            sum += SumOfSquares(values.Slice(start, Math.Min(Segment, values.Length - start)));
        return Math.Sqrt(sum);
    }

    /// <summary>Scales the gradients so that their global norm is at most <paramref name="maximum"/>.</summary>
    /// <returns>The norm before clipping. If it is not finite, the gradients are left as they are.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is not above 0.</exception>
    public static double Clip(ParameterSet gradients, double maximum)
    {
        var norm = Compute(gradients);
        var scale = Scale(norm, CheckMaximum(maximum, nameof(maximum)));
        if (scale != 1)
        {
            foreach (ref var value in gradients.Trained)
                value *= scale;
        }

        return norm;
    }

    /// <summary>Factor that brings a norm down to <paramref name="maximum"/>; PyTorch's, with its 1e-6.</summary>
    internal static float Scale(double norm, double maximum) =>
        double.IsFinite(norm) ? (float)Math.Min(1, maximum / (norm + 1e-6)) : 1;

    internal static double CheckMaximum(double maximum, string argument) =>
        maximum > 0 ? maximum : throw new ArgumentOutOfRangeException(argument, maximum, "The largest norm of the gradients must be above 0.");

    /// <summary>Sum of squares in double. Element i goes to lane i mod 16, whatever vectors the machine has.</summary>
    internal static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var sum0 = Vector256<double>.Zero;
        var sum1 = Vector256<double>.Zero;
        var sum2 = Vector256<double>.Zero;
        var sum3 = Vector256<double>.Zero;
        ref var first = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            var (c, d) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i + 8));
            sum0 += a * a;
            sum1 += b * b;
            sum2 += c * c;
            sum3 += d * d;
        }

        var sum = Vector256.Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < values.Length; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }
}
