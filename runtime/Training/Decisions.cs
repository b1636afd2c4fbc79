namespace StaticNets;

/// <summary>What a network decides for an example: one class, or one for each of its steps or elements.</summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class Decisions<T>
    where T : class, INetwork<T>
{
    private static readonly Decisions<T>? Instance = Scoring.OfOutput(T.Info) is { } scoring ? new(scoring) : null;
    private readonly Scoring _scoring;
    private readonly bool _isBinary;

    private Decisions(Scoring scoring) => (_scoring, _isBinary) = (scoring, scoring.Loss.Kind == LossKind.BinaryCrossEntropy);

    /// <summary>What is decided about.</summary>
    public LossInfo Loss => _scoring.Loss;

    /// <summary>The number of classes; 2 for binary targets.</summary>
    public int Classes => _scoring.Classes;

    /// <summary>Decisions for each example.</summary>
    public int Width => _scoring.Width;

    /// <summary>Those of a network whose loss is over classes.</summary>
    public static Decisions<T> Any() => Instance ?? throw LogitProbabilities.NoClasses(T.Info, "network");

    /// <summary>The one of a network whose loss is over classes, and has one for each example.</summary>
    public static Decisions<T> OneClass()
    {
        var decisions = Any();
        return decisions.Width == 1
            ? decisions
            : throw new ArgumentException(
                $"{T.Info.Name} predicts {decisions.Width} classes for each example: get them by {nameof(NetworkPredictions.PredictEach)}.", "network");
    }

    /// <summary>The class of the largest logit, of equal ones the first. Of probabilities more would be equal.</summary>
    /// <param name="logits">Those of an example.</param>
    /// <param name="decision">Which decision.</param>
    /// <param name="except">Classes that are left out.</param>
    public int Best(ReadOnlySpan<float> logits, int decision, ReadOnlySpan<Prediction> except = default)
    {
        var (best, largest) = (-1, float.NegativeInfinity);
        for (var candidate = 0; candidate < Classes; candidate++)
        {
            // Against class 1 of a binary target stands class 0, whose logit is 0.
            var logit = !_isBinary ? logits[decision * Classes + candidate] : candidate == 1 ? logits[decision] : 0;
            if ((best < 0 || logit > largest) && !Holds(except, candidate))
                (best, largest) = (candidate, logit);
        }

        return best;
    }

    /// <summary>A class with its probability.</summary>
    /// <param name="probabilities">Those of an example.</param>
    /// <param name="decision">Which decision.</param>
    /// <param name="chosen">The class.</param>
    public Prediction Of(ReadOnlySpan<float> probabilities, int decision, int chosen) => new(
        chosen,
        !_isBinary ? probabilities[decision * Classes + chosen] : chosen == 1 ? probabilities[decision] : 1 - probabilities[decision]);

    private static bool Holds(ReadOnlySpan<Prediction> predictions, int candidate)
    {
        foreach (var prediction in predictions)
        {
            if (prediction.Class == candidate)
                return true;
        }

        return false;
    }
}
