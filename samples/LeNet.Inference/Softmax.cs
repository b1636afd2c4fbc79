namespace StaticNets.Samples.LeNetInference;

/// <summary>Turns logits into probabilities.</summary>
internal static class Softmax
{
    /// <summary>p_i = exp(x_i - max x) / sum_j exp(x_j - max x); taking the largest away keeps exp in range.</summary>
    public static void InPlace(Span<float> values)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in values)
            largest = Math.Max(largest, value);
        var sum = 0f;
        foreach (ref var value in values)
            sum += value = MathF.Exp(value - largest);
        foreach (ref var value in values)
            value /= sum;
    }
}
