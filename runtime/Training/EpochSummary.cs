using System.Collections.Immutable;

namespace StaticNets;

/// <summary>What an epoch came to.</summary>
public sealed record EpochSummary
{
    /// <summary>The epoch that ended, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of epochs that are complete when the training ends, those before it counted.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done since training began.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Mean loss over the epoch's training examples, each as it was before the step that used it; NaN if all labels were ignored. Of several
    /// losses the weighted sum of those that counted anything.</summary>
    public required double Loss { get; init; }

    /// <summary>Each loss, in order of declaration.</summary>
    public ImmutableArray<LossSummary> Losses { get; init; } = [];

    /// <summary>Perplexity: exp of the mean loss, which is the number of equally probable classes that would be as hard to guess. Of several losses that of the
    /// first; <see cref="Losses"/> has each.</summary>
    public double Perplexity => Losses.IsEmpty ? Math.Exp(Loss) : Losses[0].Perplexity;

    /// <summary>Share of right predictions over the epoch; NaN if it was not counted, or all labels are ignored.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Training examples per second, without tests and handlers; 0 if no step of the epoch was left after a resume.</summary>
    public required double ExamplesPerSecond { get; init; }

    /// <summary>Time spent in the epoch's training steps; after a resume, in those since.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The result on the test dataset; null if there is none.</summary>
    public required Evaluation? Test { get; init; }

    /// <summary>The epoch, its loss, its accuracy where there is one, how fast it was, and the test.</summary>
    public override string ToString() =>
        $"epoch {Epoch}/{Epochs}: {FigureText.LossAndAccuracy(Loss, Accuracy)}, {FigureText.Speed(ExamplesPerSecond)}"
            + (Test is null ? "" : $"; test: {Test}");
}
