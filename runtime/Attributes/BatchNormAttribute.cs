namespace StaticNets;

/// <summary>
/// Normalises each channel over the batch and all of its positions: <c>out = weight[c] * (in - mean[c]) / sqrt(variance[c] + epsilon) + bias[c]</c>. In
/// training, mean and (biased) variance are those of the whole batch; in inference, and for a loss without training, they are the running ones,
/// which each training step moves: <c>running = (1 - momentum) * running + momentum * batch</c>, with the batch's unbiased variance.
/// </summary>
/// <remarks>
/// In and out: any shape. Channels are the first axis of an image <c>[channels, height, width]</c>, else the last; of a sequence with lengths the real steps
/// count alone. Parameters: <c>weight</c> and <c>bias</c>, initially 1 and 0; buffers, which are saved and loaded with them but have no gradient:
/// <c>running_mean</c> and <c>running_var</c>, initially 0 and 1; each has an element for each channel. As PyTorch's <c>BatchNorm1d</c> and
/// <c>BatchNorm2d</c>. Training needs two values of each channel at least. Ioffe and Szegedy, "Batch normalization" (2015).
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, so that a constant channel does not divide by 0. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = Agreement.BatchNormEpsilon;

    /// <summary>The batch's share in the running mean and variance, from 0 to 1. Default: 0.1.</summary>
    public double Momentum { get; set; } = Agreement.BatchNormMomentum;

    /// <summary>Whether there are a weight and a bias. Default: true.</summary>
    public bool Affine { get; set; } = true;
}
