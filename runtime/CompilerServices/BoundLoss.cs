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
            return labels.Length - labels.Count(loss.IgnoreIndex);
        var count = 0L;
        for (var example = 0; example < lengths.Length && !labels.IsEmpty; example++)
        {
            // Lengths may not have been checked yet; that is for Guard, which names the example.
            var real = Math.Clamp(loss.RealTargets(lengths, example), 0, Target.Size);
            count += real - labels.Slice(example * Target.Size, real).Count(loss.IgnoreIndex);
        }

        return count;
    }
}
