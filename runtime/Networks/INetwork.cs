namespace StaticNets;

/// <summary>
/// A compiled network: what the generator makes of a class marked with <see cref="NetworkAttribute"/>. Trainers and
/// evaluators work through this interface; the typed methods of the class (<c>Forward</c>, <c>Loss</c>, <c>Backward</c>) wrap it.
/// </summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>Layers with shapes, parameters with names and shapes, multiply-adds and workspace size.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>Makes a network with initial values drawn from <paramref name="seed"/>.</summary>
    /// <param name="seed">The same seed gives the same values.</param>
    static abstract TSelf Create(ulong seed);

    /// <summary>Makes a zeroed parameter set of this network's layout, to receive gradients.</summary>
    static abstract ParameterSet NewGradients();

    /// <summary>The weights and biases.</summary>
    ParameterSet Parameters { get; }

    /// <summary>
    /// Runs one batch of any <see cref="Batch.Count"/> >= 1 on the calling thread. Safe to call from many threads on
    /// one instance; allocates nothing once warm.
    /// </summary>
    /// <param name="network">The network whose parameters are used.</param>
    /// <param name="batch">
    /// With <see cref="Batch.Gradients"/> it is a training pass (dropout on) that overwrites the gradients; otherwise,
    /// with labels or targets, it computes the loss; otherwise it is inference. <see cref="Batch.Output"/> is filled with
    /// what enters the loss, if it is not empty.
    /// </param>
    /// <returns>The batch's share of the loss: the sum over its elements divided by <see cref="Batch.Denominator"/>; 0 without a loss, and NaN
    /// if <see cref="Batch.Denominator"/> is 0 and nothing counts because all labels are ignored. Of several losses the sum, each multiplied with its
    /// <see cref="LossInfo.Weight"/>; <see cref="Batch.Losses"/> gets each by itself, and of a single loss of weight 1 may be left as it is.</returns>
    /// <exception cref="ArgumentException">A span or a sequence has the wrong length, or gradients or state belong to another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class of the network, or a token is not in its vocabulary.</exception>
    static abstract double Run(TSelf network, scoped in Batch batch);

    /// <summary>
    /// What the loss of this batch, of several the first, divides by: the number of examples, of steps that are neither padding nor ignored, or of elements.
    /// Over shards of a batch it adds up to the <see cref="Batch.Denominator"/> of the whole.
    /// </summary>
    /// <param name="batch">The batch; only its counts, lengths and labels are looked at.</param>
    static abstract long LossCount(scoped in Batch batch);

    /// <summary>What a loss of this batch divides by, as <see cref="LossCount(in Batch)"/> says it of the first.</summary>
    /// <param name="batch">The batch; only its counts, lengths and labels are looked at.</param>
    /// <param name="loss">The index in <see cref="NetworkInfo.Losses"/>.</param>
    static virtual double LossCount(scoped in Batch batch, int loss) => loss == 0
        ? TSelf.LossCount(in batch)
        : throw new NotSupportedException($"{TSelf.Info.Name} does not say what its loss {loss} divides by.");

    /// <summary>
    /// Runs the batch again on a slow path that looks at every layer's output, to say where a loss stopped being finite.
    /// </summary>
    /// <param name="network">The network whose parameters are used.</param>
    /// <param name="batch">The batch, as it was given to <see cref="Run"/>.</param>
    /// <returns>The name of the first layer with an infinite or undefined value; null if there is none or the network cannot tell.</returns>
    static virtual string? FindNonFinite(TSelf network, scoped in Batch batch) => null;
}
