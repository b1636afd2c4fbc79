using System.Collections.Immutable;

namespace StaticNets;

/// <summary>How a network does on a dataset.</summary>
public sealed class Evaluation
{
    private readonly int[] _predictions;
    private readonly int[] _truths;
    private readonly int _classes;
    private ConfusionMatrix? _confusion;

    internal Evaluation(
        string name, double loss, Tally score, int[] predictions, int[] truths, int classes, RegressionMetrics? regression = null)
    {
        Regression = regression;
        (Name, Loss, Accuracy, Count) = (name, loss, score.Accuracy, score.Count);
        Losses = [this];
        (_predictions, _truths, _classes) = (predictions, truths, classes);
    }

    /// <summary>Of all losses of a network: the weighted sum of them, what is predicted of the first that is over classes, and the errors of numbers.</summary>
    private Evaluation(ImmutableArray<Evaluation> losses, Evaluation first, double sum)
    {
        (Name, Loss, Accuracy, Count) = (first.Name, sum, first.Accuracy, first.Count);
        (_predictions, _truths, _classes) = (first._predictions, first._truths, first._classes);
        Regression = losses.FirstOrDefault(loss => loss.Regression is not null)?.Regression;
        Losses = losses;
    }

    /// <param name="losses">Of each loss.</param>
    /// <param name="sum">Their weighted sum.</param>
    internal static Evaluation Of(ImmutableArray<Evaluation> losses, double sum)
        => new(losses, losses.FirstOrDefault(loss => loss._classes > 0) ?? losses[0], sum);

    /// <summary>
    /// Each loss by itself, in order of declaration: <see cref="Loss"/> is then its mean, not multiplied with its weight, and all else is what is predicted by
    /// what enters it.
    /// </summary>
    public ImmutableArray<Evaluation> Losses { get; }

    /// <summary>The name of the loss that predictions and accuracy are of: of several the first that is over classes.</summary>
    public string Name { get; }

    /// <summary>Mean loss over examples, unpadded steps or elements; NaN if all labels are ignored. Of several losses the weighted sum of those that count
    /// anything.</summary>
    public double Loss { get; }

    /// <summary>Perplexity: exp of the mean loss, which is the number of equally probable classes that would be as hard to guess. Of several losses that of the
    /// first; <see cref="Losses"/> has each.</summary>
    public double Perplexity => Math.Exp(Losses[0].Loss);

    /// <summary>Share of right predictions; NaN for losses that are not over classes, and if all labels are ignored.</summary>
    public double Accuracy { get; }

    /// <summary>The number of predictions that were compared: padding and ignored labels are left out.</summary>
    public long Count { get; }

    /// <summary>
    /// The predicted class of each example (of each of its steps, or elements, one example after another); empty for losses that are not over classes.
    /// </summary>
    public ReadOnlySpan<int> Predictions => _predictions;

    /// <summary>The true class of each prediction; -1 where there is none.</summary>
    internal int[] Truths => _truths;

    /// <summary>How far the outputs are from their targets; null for losses over classes.</summary>
    public RegressionMetrics? Regression { get; }

    /// <summary>The predictions counted by true and predicted class. A network that ends in binary cross-entropy has the classes 0 and 1.</summary>
    /// <exception cref="InvalidOperationException">The network's loss is not over classes, or there are too many for a matrix.</exception>
    public ConfusionMatrix Confusion => _confusion ??= _classes > 0
        ? new ConfusionMatrix(_classes, _truths, _predictions)
        : throw new InvalidOperationException("There is no confusion matrix: the network's loss is not over classes.");

    /// <summary>Loss, accuracy or the errors of numbers, and how much was compared.</summary>
    public override string ToString()
        => FigureText.LossAndAccuracy(Loss, Accuracy) + (Regression is null ? "" : $", {Regression}")
            + (Count == 0 ? "" : $" over {FigureText.Count(Count, "prediction", "predictions")}")
            + (Losses.Length == 1 ? "" : $" ({string.Join("; ", Losses.Select(loss => $"{loss.Name}: {loss}"))})");
}
