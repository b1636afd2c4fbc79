using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// How a network's outputs are compared with labels or targets: the largest logit with the class, or the sign of each logit with a binary target.
/// </summary>
internal sealed class Scoring
{
    private readonly LossKind _loss;
    private readonly int _lengthsInput;
    private readonly ImmutableArray<LengthRule> _lengthRules;
    private readonly int _perStep;

    public Scoring(NetworkInfo network)
    {
        _loss = network.Loss;
        Classes = _loss switch
        {
            LossKind.SoftmaxCrossEntropy => network.OutputShape[^1],
            LossKind.BinaryCrossEntropy => 2,
            _ => 0,
        };
        Width = _loss == LossKind.SoftmaxCrossEntropy ? network.OutputSize / Classes : network.OutputSize;
        _lengthsInput = network.LossLengthsInput;
        _lengthRules = network.LossLengthRules;
        // Where lengths count, the output is [steps, features].
        _perStep = Width / network.OutputShape[0];
    }

    /// <summary>Whether there is anything to count; not for losses over numbers and without a loss.</summary>
    public bool Applies => Classes > 0;

    /// <summary>The number of classes; 2 for binary targets.</summary>
    public int Classes { get; }

    /// <summary>Decisions per example.</summary>
    public int Width { get; }

    /// <summary>Compares a batch's output with its labels or targets.</summary>
    /// <param name="batch">The batch, with its output.</param>
    /// <param name="predictions">Receives the predicted class of each decision, <c>[count][width]</c>; empty if not wanted.</param>
    /// <param name="truths">Receives the true class, or -1 for padding and ignored labels; empty if not wanted.</param>
    public Tally Compare(scoped in Batch batch, Span<int> predictions, Span<int> truths)
    {
        var score = default(Tally);
        var lengths = _lengthsInput >= 0 ? batch.Lengths(_lengthsInput) : default;
        for (var example = 0; example < batch.Count; example++)
        {
            var real = lengths.IsEmpty ? Width : LengthRule.Steps(_lengthRules, lengths[example]) * _perStep;
            for (var i = 0; i < Width; i++)
            {
                var at = example * Width + i;
                var prediction = Predict(batch.Output, at);
                var truth = i < real ? Truth(in batch, at) : -1;
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
        _loss == LossKind.BinaryCrossEntropy ? (output[at] > 0 ? 1 : 0) : IndexOfLargest(output.Slice(at * Classes, Classes));

    private int Truth(scoped in Batch batch, int at)
    {
        if (_loss == LossKind.BinaryCrossEntropy)
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

    public readonly double Accuracy => Count == 0 ? double.NaN : (double)Correct / Count;
}
