namespace StaticNets;

/// <summary>A learned vector per token: <c>out[t] = weight[in[t]]</c>.</summary>
/// <param name="dimension">The features of each vector.</param>
/// <remarks>
/// In: tokens <c>[steps]</c>. Out: <c>[steps, dimension]</c>. Parameters: <c>weight</c> <c>[vocabulary, dimension]</c>, initially drawn
/// from the standard normal distribution. As PyTorch's <c>Embedding</c>. Bengio et al., "A neural probabilistic language model" (2003).
/// </remarks>
public sealed class EmbeddingAttribute(int dimension) : LayerAttribute
{
    /// <summary>The features of each vector.</summary>
    public int Dimension { get; } = dimension;
}
