using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>Where emitted code expects what a loss compares its input with, and leaves the loss.</summary>
/// <param name="Info">The loss; null where there is none, and the target is the gradient of the output.</param>
/// <param name="Target">Labels as numbers, targets, or the gradient of the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BoundLoss(LossInfo? Info, BoundTensor Target)
{
    /// <summary>The loss of each example, already divided.</summary>
    public BoundTensor Value { get; init; }

    /// <summary>What the losses of each example are multiplied with.</summary>
    public BoundTensor ExampleWeight { get; init; }

    /// <summary>What enters the loss; default where it is the network's output, or nothing is compared with classes.</summary>
    public BoundTensor Scored { get; init; }

    /// <summary>What the losses of all classes are multiplied with; default where the loss looks at that of the label alone.</summary>
    public BoundTensor ClassWeights { get; init; }

    internal bool TakesLabels => Info is { TakesLabels: true };

    /// <summary>
    /// What a mean loss divides by for this batch: labels or elements of real steps that count; the number of examples where there is no loss.
    /// </summary>
    /// <param name="batch">The batch, for its lengths.</param>
    /// <param name="part">The part of it that has this loss's labels.</param>
    internal double Count(scoped in Batch batch, scoped in Batch part)
    {
        if (Info is not { } loss)
            return batch.Count;
        var lengths = loss.LengthsInput >= 0 ? batch.Lengths(loss.LengthsInput) : default;
        if (!loss.TakesLabels)
        {
            if (loss.LengthsInput < 0)
                return (long)batch.Count * Target.Size;
            var elements = 0L;
            for (var example = 0; example < lengths.Length; example++)
                elements += loss.RealTargets(lengths, example);
            return elements;
        }

        var labels = part.Labels;
        if (loss.LengthsInput < 0)
            return Weight(labels, part.ClassWeights);
        var count = 0.0;
        for (var example = 0; example < lengths.Length && !labels.IsEmpty; example++)
        {
            // Lengths may not have been checked yet; that is for Guard, which names the example.
            var real = Math.Clamp(loss.RealTargets(lengths, example), 0, Target.Size);
            count += Weight(labels.Slice(example * Target.Size, real), part.ClassWeights);
        }

        return count;
    }

    /// <summary>The number of labels that count, or the sum of their weights.</summary>
    private double Weight(ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty)
            return labels.Length - labels.Count(Info!.IgnoreIndex);
        var sum = 0.0;
        foreach (var label in labels)
            sum += WeightOf(label, weights);
        return sum;
    }

    /// <summary>The weight of a label; 0 for one that is ignored.</summary>
    internal float WeightOf(int label, ReadOnlySpan<float> weights)
        => label == Info!.IgnoreIndex || (uint)label >= (uint)weights.Length ? 0 : weights[label];
}
