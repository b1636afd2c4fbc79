namespace StaticNets;

/// <summary>Divides by the root mean square of the last axis: <c>out[i] = weight[i] * in[i] / sqrt(mean(in^2) + epsilon)</c>.</summary>
/// <remarks>In and out: any shape. Parameter: <c>weight</c>, of the last axis's length, initially 1. As PyTorch's <c>RMSNorm</c>. Zhang and Sennrich,
/// "Root mean square layer normalization" (2019).</remarks>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>Added to the mean square, so that an input of zeros does not divide by 0. Default: 2^-23, as in PyTorch.</summary>
    public double Epsilon { get; set; } = Agreement.RmsNormEpsilon;
}
