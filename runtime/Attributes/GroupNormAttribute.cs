namespace StaticNets;

/// <summary>
/// Normalises each group of neighbouring channels: <c>out = weight[c] * (in - mean) / sqrt(variance + epsilon) + bias[c]</c>, mean and (biased) variance being
/// those of all channels of the group at all positions.
/// </summary>
/// <param name="groups">The number of groups, which divides that of the channels; 1 normalises the whole example.</param>
/// <remarks>
/// In and out: <c>[channels, height, width]</c>, <c>[steps, features]</c>, whose features are the channels and of whose steps the real ones count where they
/// have lengths, or <c>[features]</c>. Parameters: <c>weight</c> and <c>bias</c>, each <c>[channels]</c>, initially 1 and 0. As PyTorch's <c>GroupNorm</c>,
/// whose sequences are <c>[features, steps]</c>. Wu and He, "Group normalization" (2018).
/// </remarks>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>Added to the variance, so that a constant input does not divide by 0. Default: 1e-5.</summary>
    public double Epsilon { get; set; } = Agreement.GroupNormEpsilon;
}
