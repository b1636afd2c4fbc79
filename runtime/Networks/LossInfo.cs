using System.Collections.Immutable;

namespace StaticNets;

/// <summary>A loss that a network is trained by. Of several the sum is trained, each multiplied with its <see cref="Weight"/>.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">The kind of loss.</param>
/// <param name="InputShape">The shape, for one example, of what enters it.</param>
public sealed record LossInfo(string Name, LossKind Kind, ImmutableArray<int> InputShape)
{
    /// <summary>What its value is multiplied with in the sum that is trained. Default: 1.</summary>
    public double Weight { get; init; } = Agreement.LossWeight;

    /// <summary>Whether what enters it is the network's output. Default: true.</summary>
    public bool IsOfOutput { get; init; } = true;

    /// <summary>The label that a <see cref="LossKind.SoftmaxCrossEntropy"/> leaves out. Default: -100.</summary>
    public int IgnoreIndex { get; init; } = Agreement.IgnoreIndex;

    /// <summary>
    /// The input whose lengths say which steps are real, by its place in <see cref="NetworkInfo.Inputs"/>: loss, accuracy and perplexity count these alone.
    /// Default: -1, all steps count.
    /// </summary>
    public int LengthsInput { get; init; } = -1;

    /// <summary>What layers between that input and the loss make of a length, in their order; empty where they leave it as it is.</summary>
    public ImmutableArray<LengthRule> LengthRules { get; init; } = [];

    /// <summary>Whether its targets are labels, class indices, rather than numbers.</summary>
    public bool TakesLabels => Kind == LossKind.SoftmaxCrossEntropy;

    /// <summary>The shape of one example's targets: a label for each row of logits, or a number for each element.</summary>
    public ImmutableArray<int> TargetShape => [.. Targets];

    /// <summary><see cref="TargetShape"/>, for what must not allocate.</summary>
    internal ReadOnlySpan<int> Targets => TakesLabels ? InputShape.AsSpan()[..^1] : InputShape.AsSpan();

    /// <summary>The number of targets of one example.</summary>
    public int TargetSize => TakesLabels ? Shapes.Size(InputShape) / InputShape[^1] : Shapes.Size(InputShape);

    /// <summary>The number of classes: that of the logits, 2 for binary targets, and 0 for losses over numbers.</summary>
    public int Classes => Kind switch
    {
        LossKind.SoftmaxCrossEntropy => InputShape[^1],
        LossKind.BinaryCrossEntropy => 2,
        _ => 0,
    };

    /// <summary>The targets of a step, where lengths count.</summary>
    internal int TargetsPerStep => TargetSize / InputShape[0];

    /// <summary>How many of an example's targets are real.</summary>
    /// <param name="lengths">The lengths of <see cref="LengthsInput"/>; empty where all steps count.</param>
    /// <param name="example">The example.</param>
    internal int RealTargets(ReadOnlySpan<int> lengths, int example)
        => lengths.IsEmpty ? TargetSize : LengthRule.Steps(LengthRules, lengths[example]) * TargetsPerStep;

    /// <summary>The loss's part of a batch, with targets.</summary>
    internal string TargetsText => TakesLabels ? "labels" : "targets";
}
