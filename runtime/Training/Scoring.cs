namespace StaticNets;

/// <summary>
/// How what enters a loss is compared with its labels or targets: the largest logit with the class, or the sign of each logit with a binary target.
/// </summary>
internal sealed class Scoring
{
    private readonly LossInfo? _loss;
    private readonly int _index;

    /// <param name="network">The network.</param>
    /// <param name="index">Which of its losses; there need not be any.</param>
    public Scoring(NetworkInfo network, int index = 0)
    {
        _index = index;
        _loss = network.Losses.IsEmpty ? null : network.Losses[index];
        Classes = _loss?.Classes ?? 0;
        Width = _loss?.TargetSize ?? network.OutputSize;
    }

    /// <summary>What is scored; only where something is.</summary>
    public LossInfo Loss => _loss ?? throw new InvalidOperationException("There is no loss.");

    /// <summary>One for each loss.</summary>
    public static Scoring[] OfAll(NetworkInfo network) => [.. Enumerable.Range(0, network.Losses.Length).Select(index => new Scoring(network, index))];

    /// <summary>The one over classes of what the network puts out; null if that is not scored by classes.</summary>
    public static Scoring? OfOutput(NetworkInfo network) => OfAll(network).FirstOrDefault(scoring => scoring is { Applies: true, Loss.IsOfOutput: true });

    /// <summary>Whether there is anything to count; not for losses over numbers and without a loss.</summary>
    public bool Applies => Classes > 0;

    /// <summary>The number of classes; 2 for binary targets.</summary>
    public int Classes { get; }

    /// <summary>Decisions per example.</summary>
    public int Width { get; }

    /// <summary>Compares a batch's output with its labels or targets.</summary>
    /// <param name="batch">The batch, with its output and what enters other losses.</param>
    /// <param name="predictions">Receives the predicted class of each decision, <c>[count][width]</c>; empty if not wanted.</param>
    /// <param name="truths">Receives the true class, or -1 for padding and ignored labels; empty if not wanted.</param>
    public Tally Compare(scoped in Batch batch, Span<int> predictions, Span<int> truths)
    {
        var score = default(Tally);
        var loss = Loss;
        ref readonly var part = ref batch.Part(_index);
        var logits = loss.IsOfOutput ? batch.Output : part.Scored;
        var lengths = loss.LengthsInput >= 0 ? batch.Lengths(loss.LengthsInput) : default;
        for (var example = 0; example < batch.Count; example++)
        {
            var real = loss.RealTargets(lengths, example);
            for (var i = 0; i < Width; i++)
            {
                var at = example * Width + i;
                var prediction = Predict(logits, at);
                var truth = i < real ? Truth(in part, at) : -1;
                if (truth >= 0)
                {
                    score.Count++;
                    score.Correct += prediction == truth ? 1 : 0;
                }

                if (!predictions.IsEmpty)
                    predictions[at] = prediction;
                if (!truths.IsEmpty)
                    truths[at] = truth;
            }
        }

        return score;
    }

    /// <summary>The predicted classes of outputs.</summary>
    public void Predict(ReadOnlySpan<float> output, Span<int> predictions)
    {
        for (var at = 0; at < predictions.Length; at++)
            predictions[at] = Predict(output, at);
    }

    private int Predict(ReadOnlySpan<float> output, int at) =>
        Loss.Kind == LossKind.BinaryCrossEntropy ? (output[at] > 0 ? 1 : 0) : IndexOfLargest(output.Slice(at * Classes, Classes));

    private int Truth(scoped in Batch batch, int at)
    {
        if (Loss.Kind == LossKind.BinaryCrossEntropy)
            return batch.Targets[at] > 0.5f ? 1 : 0;
        var label = batch.Labels[at];
        return (uint)label < (uint)Classes ? label : -1;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        var index = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[index])
                index = i;
        }

        return index;
    }
}

/// <summary>How many decisions were counted, and how many of them were right.</summary>
internal struct Tally
{
    public long Count;
    public long Correct;

    public void Add(in Tally other)
    {
        Count += other.Count;
        Correct += other.Correct;
    }

    public readonly double Accuracy => Count == 0 ? double.NaN : (double)Correct / Count;
}
