namespace StaticNets;

/// <summary>A learned vector per token: <c>out[t] = weight[in[t]]</c>, to which one per step may be added.</summary>
/// <param name="dimension">The features of each vector.</param>
/// <remarks>
/// In: tokens <c>[steps]</c>. Out: <c>[steps, dimension]</c>. Parameters: <c>weight</c> <c>[vocabulary, dimension]</c>, initially drawn
/// from the standard normal distribution; with <see cref="Positions"/> also <c>positions.weight</c> <c>[positions, dimension]</c>, drawn alike. As PyTorch's
/// <c>Embedding</c>. Bengio et al., "A neural probabilistic language model" (2003).
/// </remarks>
public sealed class EmbeddingAttribute(int dimension) : LayerAttribute
{
    /// <summary>The features of each vector.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>
    /// The number of positions that have a learned vector, at least that of the steps: <c>out[t] = weight[in[t]] + positions.weight[t]</c>. Default: 0, none.
    /// Devlin et al., "BERT: pre-training of deep bidirectional transformers for language understanding" (2019).
    /// </summary>
    public int Positions { get; set; }
}
