namespace StaticNets.Data;

/// <summary>
/// What a <see cref="Trainer{T}"/> learns from: a <see cref="Dataset"/>, which is the same in every epoch, or something that makes a dataset for each, such as
/// <see cref="Text.TokenWindows"/>.
/// </summary>
public abstract class TrainingData
{
    /// <summary>The examples of one epoch: a function of seed and epoch alone, so that a resumed training finds its place.</summary>
    /// <param name="seed">The trainer's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public abstract Dataset ForEpoch(ulong seed, int epoch);

    /// <summary>
    /// The batch size that the examples are laid out for, in order and without shuffling, where each example goes on with what the same example of the batch
    /// before left off; null where they can be taken in any order.
    /// </summary>
    public virtual int? BatchSize => null;
}
