namespace StaticNets;

/// <summary>Receives progress after every training step, on the thread that called <see cref="Trainer{T}.TrainFor"/> or <see cref="Trainer{T}.TrainUntil"/>.
/// It should be quick.</summary>
public delegate void TrainingProgressHandler(in TrainingProgress progress);

/// <summary>Where a training stands after a step.</summary>
public readonly record struct TrainingProgress
{
    private readonly IReadOnlyList<LossProgress>? _losses;

    /// <summary>The epoch under way, from 1.</summary>
    public int Epoch { get; init; }

    /// <summary>The number of epochs that are complete when the training ends, those before it counted.</summary>
    public int Epochs { get; init; }

    /// <summary>Steps done in this epoch.</summary>
    public int Step { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch { get; init; }

    /// <summary>Steps done since training began.</summary>
    public long TotalSteps { get; init; }

    /// <summary>Examples done in this epoch.</summary>
    public int ExamplesDone { get; init; }

    /// <summary>Examples of an epoch.</summary>
    public int Examples { get; init; }

    /// <summary>Mean loss so far in this epoch, over examples, unpadded steps or elements as in the network's loss; each as it was before the step that used
    /// it. NaN while all labels were ignored. Of several losses the weighted sum of those that have counted anything.</summary>
    public double Loss { get; init; }

    /// <summary>Perplexity: exp of the mean loss, which is the number of equally probable classes that would be as hard to guess. Of several losses that of the
    /// first; <see cref="Losses"/> has each.</summary>
    public double Perplexity => Math.Exp(_losses is { Count: > 0 } losses ? losses[0].Loss : Loss);

    /// <summary>Each loss, in order of declaration. The list is the trainer's own and changes with the next step.</summary>
    public IReadOnlyList<LossProgress> Losses
    {
        get => _losses ?? [];
        init => _losses = value;
    }

    /// <summary>The loss of this step's batch; NaN if all its labels are ignored: it is then a step with a gradient of 0 and no part of
    /// <see cref="Loss"/>.</summary>
    public double BatchLoss { get; init; }

    /// <summary>Share of right predictions so far in this epoch; NaN if it is not counted or has no meaning for the network's loss.</summary>
    public double Accuracy { get; init; }

    /// <summary>Global norm of this step's gradient before clipping; NaN without clipping.</summary>
    public double GradientNorm { get; init; }

    /// <summary>This step's learning rate.</summary>
    public double Rate { get; init; }

    /// <summary>Examples per second in this epoch, without the time that handlers took.</summary>
    public double ExamplesPerSecond { get; init; }

    /// <summary>Epoch, step, the loss so far in the epoch, the accuracy where there is one, and the speed.</summary>
    public override string ToString() =>
        $"epoch {Epoch}/{Epochs}, step {Step}/{StepsPerEpoch}: {FigureText.LossAndAccuracy(Loss, Accuracy)}, {FigureText.Speed(ExamplesPerSecond)}";
}
