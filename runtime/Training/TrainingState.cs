namespace StaticNets;

/// <summary>The place in a training: all that <see cref="Trainer{T}"/> remembers from step to step besides parameters and the optimizer's state.</summary>
internal struct TrainingState
{
    /// <summary>What shuffling and dropout are drawn from.</summary>
    public ulong Seed;

    /// <summary>Completed epochs.</summary>
    public int Epoch;

    /// <summary>Completed steps over all epochs.</summary>
    public long Step;

    /// <summary>Examples done in the epoch under way: the position in its order.</summary>
    public int Position;

    /// <summary>Examples of the epoch under way, 0 before its first step.</summary>
    public int Examples;

    /// <summary>The losses of the epoch under way.</summary>
    public LossTotal[] Losses;

    /// <summary>Counts a step.</summary>
    public void Add(in StepResult result, int count, int examples)
    {
        Step++;
        Position += count;
        Examples = examples;
        for (var i = 0; i < Losses.Length; i++)
            Losses[i].Add(in result.Losses[i]);
    }

    /// <summary>The state at the beginning of the next epoch.</summary>
    public readonly TrainingState NextEpoch() => new() { Seed = Seed, Epoch = Epoch + 1, Step = Step, Losses = new LossTotal[Losses.Length] };
}
