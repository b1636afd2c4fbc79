namespace StaticNets;

/// <summary>Turns logits into probabilities as a loss reads them.</summary>
internal static class LogitProbabilities
{
    /// <summary>What is wrong with a network whose outputs are not logits of classes.</summary>
    public static ArgumentException NoClasses(NetworkInfo network, string argument)
        => new($"{network.Name} ends in {network.Loss}, which has no classes to predict: compute its outputs instead.", argument);

    /// <summary>Replaces logits in place.</summary>
    public static void Compute(LossInfo loss, Span<float> logits)
    {
        if (loss.Kind == LossKind.BinaryCrossEntropy)
        {
            foreach (ref var logit in logits)
                logit = (float)(1 / (1 + Math.Exp(-logit)));
            return;
        }

        var classes = loss.Classes;
        for (var first = 0; first < logits.Length; first += classes)
            Softmax(logits.Slice(first, classes));
    }

    private static void Softmax(Span<float> logits)
    {
        var largest = float.NegativeInfinity;
        foreach (var logit in logits)
            largest = Math.Max(largest, logit);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - largest);
        foreach (ref var logit in logits)
            logit = (float)(Math.Exp(logit - largest) / sum);
    }
}
