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
        Chunks.AddUp(chunks, First, Length);
        foreach (var other in chunks[1..])
            chunks[0].WithBatchSums.Slice(First, Length).CopyTo(other.WithBatchSums[First..]);
    }
}
