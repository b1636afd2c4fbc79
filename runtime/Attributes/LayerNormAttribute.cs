namespace StaticNets;

/// <summary>
/// Normalises over the last axis: <c>out[i] = weight[i] * (in[i] - mean) / sqrt(variance + epsilon) + bias[i]</c>, mean and
/// (biased) variance being those of the last axis.
/// </summary>
/// <remarks>
/// In and out: any shape. Parameters: <c>weight</c> and <c>bias</c>, each of the last axis's length, initially 1 and 0. As PyTorch's
/// <c>LayerNorm</c>. Ba, Kiros and Hinton, "Layer normalization" (2016).
/// </remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, so that a constant input does not divide by 0. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = Agreement.LayerNormEpsilon;
}
