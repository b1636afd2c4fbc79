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

    /// <summary>Sum of the losses of the epoch under way.</summary>
    public double LossSum;

    /// <summary>What <see cref="LossSum"/> is a sum over.</summary>
    public long LossCount;

    /// <summary>Right predictions of the epoch under way.</summary>
    public Tally Score;

    /// <summary>Mean loss of the epoch under way; NaN where nothing was counted.</summary>
    public readonly double Loss => LossSum / LossCount;

    /// <summary>Counts a step.</summary>
    public void Add(in StepResult result, int count, int examples)
    {
        Step++;
        Position += count;
        Examples = examples;
        LossSum += result.LossCount == 0 ? 0 : result.Loss * result.LossCount;
        LossCount += result.LossCount;
        Score.Count += result.Score.Count;
        Score.Correct += result.Score.Correct;
    }

    /// <summary>The state at the beginning of the next epoch.</summary>
    public readonly TrainingState NextEpoch() => new() { Seed = Seed, Epoch = Epoch + 1, Step = Step };
}
