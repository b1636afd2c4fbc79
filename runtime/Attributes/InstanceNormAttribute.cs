namespace StaticNets;

/// <summary>
/// Normalises each channel of each example: <c>out = (in - mean) / sqrt(variance + epsilon)</c>, mean and (biased) variance being those of the channel at all
/// positions.
/// </summary>
/// <remarks>
/// In and out: <c>[channels, height, width]</c>, or <c>[steps, features]</c>, whose features are the channels and of whose steps the real ones count where they
/// have lengths; at least two positions. Parameters: none, or with <see cref="Affine"/> <c>weight</c> and <c>bias</c>, each <c>[channels]</c>, initially 1 and
/// 0. As PyTorch's <c>InstanceNorm2d</c> and <c>InstanceNorm1d</c> without running statistics, whose sequences are <c>[features, steps]</c>. Ulyanov, Vedaldi
/// and Lempitsky, "Instance normalization: the missing ingredient for fast stylization" (2016).
/// </remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Whether each channel is then multiplied with a weight and gets a bias. Default: false.</summary>
    public bool Affine { get; set; }

    /// <summary>Added to the variance, so that a constant channel does not divide by 0. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = Agreement.GroupNormEpsilon;
}
