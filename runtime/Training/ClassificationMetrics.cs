using System.Globalization;
using System.Text;

namespace StaticNets;

/// <summary>
/// How well probabilities of classes tell the right ones: what the most probable class alone does not show. Definitions are scikit-learn's.
/// </summary>
public sealed class ClassificationMetrics
{
    private const int UsualTop = 5;

    // What ranking takes a sort each of.
    private const int MostRankedClasses = 100;

    private readonly float[] _probabilities;
    private readonly int[] _labels;
    private readonly bool _isBinary;
    private readonly long[] _ranks;
    private double? _auc;

    /// <summary>Compares probabilities with labels.</summary>
    /// <param name="probabilities">The probability of each class, <paramref name="classes"/> numbers for each decision, one decision after another;
    /// copied.</param>
    /// <param name="labels">The true class of each decision; one that is negative, or no class, is left out.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <exception cref="ArgumentException">There are not so many probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes.</exception>
    public ClassificationMetrics(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
        : this(probabilities.ToArray(), labels.ToArray(), classes, isBinary: false)
    {
    }

    /// <param name="probabilities">Those of each class; of binary decisions that of class 1 alone.</param>
    /// <param name="labels">The true classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="isBinary">Whether the decisions are binary.</param>
    internal ClassificationMetrics(float[] probabilities, int[] labels, int classes, bool isBinary)
    {
        if (classes < 2)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes is {classes}, but must be at least 2.");
        var perDecision = isBinary ? 1 : classes;
        if (probabilities.Length != (long)labels.Length * perDecision)
            throw new ArgumentException(
                $"probabilities has {probabilities.Length} elements, but {labels.Length} labels of {classes} classes need {(long)labels.Length * perDecision}.",
                nameof(probabilities));
        (_probabilities, _labels, Classes, _isBinary) = (probabilities, [.. labels], classes, isBinary);
        _ranks = new long[classes];
        var predictions = new int[labels.Length];
        for (var decision = 0; decision < labels.Length; decision++)
        {
            if ((uint)labels[decision] >= (uint)classes)
            {
                _labels[decision] = -1;
                continue;
            }

            predictions[decision] = Largest(decision);
            _ranks[RankOf(decision, labels[decision])]++;
            Count++;
        }

        Confusion = new ConfusionMatrix(classes, _labels, predictions);
    }

    /// <summary>The number of classes; 2 for binary targets.</summary>
    public int Classes { get; }

    /// <summary>The number of decisions that were compared.</summary>
    public long Count { get; }

    /// <summary>The predictions counted by true and predicted class.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The share of decisions whose most probable class is right; NaN if there are none.</summary>
    public double Accuracy => TopAccuracy(1);

    /// <summary>The mean of the F1 of each class that is a label or a prediction; NaN if there are none.</summary>
    public double MacroF1 => Confusion.MacroF1;

    /// <summary>
    /// The area under the receiver operating characteristic: how probably an example of a class has a larger probability of it than one of the others. Of more
    /// than two classes it is the mean of each class against all others that has both. NaN if none has.
    /// </summary>
    public double Auc => _auc ??= ComputeAuc();

    /// <summary>The share of decisions whose right class is among the most probable ones; of equal probabilities the first class counts as larger.</summary>
    /// <param name="count">How many classes are looked at, at least 1; of all it is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 1 to <see cref="Classes"/>.</exception>
    public double TopAccuracy(int count)
    {
        if (count < 1 || count > Classes)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"count is {count}, but must be from 1 to {Classes}.");
        var right = 0L;
        foreach (var ranked in _ranks.AsSpan(0, count))
            right += ranked;
        return Count == 0 ? double.NaN : (double)right / Count;
    }

    /// <summary>Accuracy, that of the first five where there are more classes, macro F1, and the area under the curve where it is defined and there are not
    /// very many classes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"accuracy {Accuracy:0.0000}");
        if (Classes > UsualTop)
            text.Append(CultureInfo.InvariantCulture, $", top-{UsualTop} {TopAccuracy(UsualTop):0.0000}");
        text.Append(CultureInfo.InvariantCulture, $", macro F1 {MacroF1:0.0000}");
        if (Classes <= MostRankedClasses && !double.IsNaN(Auc))
            text.Append(CultureInfo.InvariantCulture, $", AUC {Auc:0.0000}");
        return text.Append(CultureInfo.InvariantCulture, $" over {FigureText.Count(Count, "prediction", "predictions")}").ToString();
    }

    private float Probability(int decision, int label)
        => !_isBinary ? _probabilities[decision * Classes + label] : label == 1 ? _probabilities[decision] : 1 - _probabilities[decision];

    private int Largest(int decision)
    {
        var best = 0;
        for (var label = 1; label < Classes; label++)
            best = Probability(decision, label) > Probability(decision, best) ? label : best;
        return best;
    }

    /// <summary>How many classes come before one.</summary>
    private int RankOf(int decision, int label)
    {
        var (own, rank) = (Probability(decision, label), 0);
        for (var other = 0; other < Classes; other++)
        {
            var probability = Probability(decision, other);
            rank += probability > own || (probability == own && other < label) ? 1 : 0;
        }

        return rank;
    }

    private double ComputeAuc()
    {
        var decisions = new int[Count];
        var next = 0;
        for (var decision = 0; decision < _labels.Length; decision++)
        {
            if (_labels[decision] >= 0)
                decisions[next++] = decision;
        }

        // Of two classes the second tells all.
        var (sum, defined) = (0.0, 0);
        for (var label = Classes == 2 ? 1 : 0; label < Classes; label++)
        {
            if (AucOf(decisions, label) is not { } auc)
                continue;
            sum += auc;
            defined++;
        }

        return defined == 0 ? double.NaN : sum / defined;
    }

    /// <summary>The area of one class against all others: the statistic of Mann and Whitney (1947) over that of a perfect order.</summary>
    private double? AucOf(int[] decisions, int label)
    {
        var keys = Array.ConvertAll(decisions, decision => Probability(decision, label));
        var order = (int[])decisions.Clone();
        Array.Sort(keys, order);
        var (positives, ranks) = (0L, 0.0);
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && keys[end].Equals(keys[first]))
                end++;
            // Equal probabilities share the mean of their ranks, which count from 1.
            var rank = (first + 1 + end) / 2.0;
            for (var i = first; i < end; i++)
            {
                if (_labels[order[i]] != label)
                    continue;
                positives++;
                ranks += rank;
            }

            first = end;
        }

        var negatives = order.Length - positives;
        return positives == 0 || negatives == 0 ? null : (ranks - positives * (positives + 1) / 2.0) / positives / negatives;
    }
}
