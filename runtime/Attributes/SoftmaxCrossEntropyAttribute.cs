namespace StaticNets;

/// <summary>
/// The loss <c>mean of (log(sum over j of exp(in[j])) - in[label])</c>: the negative log-likelihood of the labels under the softmax of
/// the logits; comes last.
/// </summary>
/// <remarks>
/// In: logits <c>[classes]</c>, or <c>[steps, classes]</c> with a label per step; labels are integers from 0 to classes - 1. The mean is over
/// the examples or steps that count: padding steps and <see cref="IgnoreIndex"/> do not. Where nothing counts the loss is NaN, a mean over
/// nothing, and its gradient 0. Classes may be given weights where the loss is computed (<c>classWeights</c> of <c>Loss</c> and <c>Backward</c>,
/// <see cref="TrainerOptions.ClassWeights"/>). As PyTorch's <c>CrossEntropyLoss</c>.
/// </remarks>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute
{
    /// <summary>Examples or steps with this label are left out of the loss. Default: -100, as in PyTorch.</summary>
    public int IgnoreIndex { get; set; } = Agreement.IgnoreIndex;

    /// <summary>
    /// How much of each label is spread over all classes alike, from 0 to 1: the loss is <c>(1 - s)</c> times that of the label and <c>s</c> times the mean of
    /// the losses of all. Default: 0. Szegedy et al., "Rethinking the inception architecture for computer vision" (2016).
    /// </summary>
    public double LabelSmoothing { get; set; } = Agreement.LabelSmoothing;
}
