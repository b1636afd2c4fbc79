using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>
/// A place in a training pass at which all examples of the batch have to arrive before any goes on, since what follows depends on sums over the whole batch.
/// </summary>
/// <param name="First">The first float of these sums, in the buffer of gradients.</param>
/// <param name="Length">Their floats.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BatchBorder(int First, int Length)
{
    /// <summary>
    /// Adds up what the chunks of a batch have, in the order in which gradients are, and gives each chunk the result.
    /// </summary>
    /// <param name="chunks">The gradients of each chunk.</param>
    internal void Meet(ReadOnlySpan<ParameterSet> chunks)
    {
        for (var span = 1; span < chunks.Length; span *= 2)
        {
            for (var left = 0; left + span < chunks.Length; left += 2 * span)
                Chunks.Add(Of(chunks[left + span]), Of(chunks[left]));
        }

        foreach (var other in chunks[1..])
            Of(chunks[0]).CopyTo(Of(other));
    }

    private Span<float> Of(ParameterSet gradients) => gradients.WithBatchSums.Slice(First, Length);
}
