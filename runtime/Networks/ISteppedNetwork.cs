using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// A compiled network that can be run one time step after another: recurrent networks, causal Transformers, and decoders of either kind after their source has
/// been encoded. The typed methods of the class (<c>Step</c>, <c>Encode</c>) are for callers who know the network; this is for code that works on any.
/// </summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface ISteppedNetwork<TSelf> : INetwork<TSelf>
    where TSelf : class, ISteppedNetwork<TSelf>
{
    /// <summary>Makes the state of sequences that are at their beginning.</summary>
    /// <param name="count">The number of sequences, at least 1.</param>
    static abstract RecurrentState NewState(int count);

    /// <summary>
    /// Begins new sequences in <see cref="Batch.State"/> from <see cref="Batch.FirstSequence"/> on: computes once what all steps need of the inputs that are
    /// encoded. Inputs that come step by step are not looked at. Where no input is encoded, the sequences are reset.
    /// </summary>
    /// <param name="network">The network whose parameters are used.</param>
    /// <param name="batch">The inputs and the state.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the state is missing or belongs to another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in its vocabulary, or a length not in its range.</exception>
    static virtual void Encode(TSelf network, scoped in Batch batch)
    {
        Guard.Encode(in batch, TSelf.Info);
        for (var i = 0; i < batch.Count; i++)
            batch.State!.Reset(batch.FirstSequence + i);
    }

    /// <summary>
    /// Computes one time step of the sequences of <see cref="Batch.State"/> from <see cref="Batch.FirstSequence"/> on, one after another, and leaves the new
    /// state. Inputs and output hold one step of each; inputs that are encoded before the first step are not looked at.
    /// </summary>
    /// <param name="network">The network whose parameters are used.</param>
    /// <param name="batch">The inputs, the state and, unless it is not wanted, the output.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the state is missing or belongs to another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in its vocabulary.</exception>
    /// <exception cref="InvalidOperationException">A sequence has not been encoded, or has taken all its steps.</exception>
    static abstract void Step(TSelf network, scoped in Batch batch);
}
