namespace StaticNets;

/// <summary>
/// The loss <c>mean over all elements of max(in, 0) - in * target + log(1 + exp(-|in|))</c>, which is the cross-entropy of sigmoid(in) with the target;
/// comes last.
/// </summary>
/// <remarks>In: logits of any shape; targets are floats from 0 to 1 of the same shape. As PyTorch's <c>BCEWithLogitsLoss</c>:
/// the mean is over examples and elements.</remarks>
public sealed class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>
    /// What the loss of targets that are 1 is multiplied with, positive and finite, to make up for few of them: <c>-(w * target * log sigmoid(in) + (1 -
    /// target) * log(1 - sigmoid(in)))</c>. Default: 1.
    /// </summary>
    public double PositiveWeight { get; set; } = Agreement.PositiveWeight;
}
