namespace StaticNets;

/// <summary>
/// Scaled dot-product attention in several subspaces at once. With d features and h heads, head i takes columns i d / h to
/// (i + 1) d / h - 1 of <c>Q = queries Wq + bq</c>, <c>K = keys Wk + bk</c> and <c>V = values Wv + bv</c>, and gives
/// <c>softmax(Q_i K_i^T / sqrt(d / h)) V_i</c>; <c>out = [head_0, head_1, ...] Wo + bo</c>.
/// </summary>
/// <param name="heads">The number of heads; it divides the queries' features.</param>
/// <remarks>
/// <para>
/// In: the current value is the queries, <c>[steps, d]</c>; keys and values are <c>[steps', features]</c>. Out: <c>[steps, d]</c>. Steps past the
/// length of the keys' sequence get weight exactly 0.
/// </para>
/// <para>
/// Parameters: <c>in_proj_weight</c> <c>[3 d, d]</c> (the rows of Q, K, V), <c>in_proj_bias</c> <c>[3 d]</c>, <c>out_proj.weight</c> <c>[d, d]</c>,
/// <c>out_proj.bias</c> <c>[d]</c>. Where keys or values have other features than the queries, <c>q_proj_weight</c> <c>[d, d]</c>,
/// <c>k_proj_weight</c> <c>[d, keys' features]</c> and <c>v_proj_weight</c> <c>[d, values' features]</c> stand for <c>in_proj_weight</c>. As PyTorch's
/// <c>MultiheadAttention</c>. Vaswani et al., "Attention is all you need" (2017).
/// </para>
/// </remarks>
public sealed class MultiHeadAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>The name of an earlier layer or input whose steps are the keys. Default: the queries themselves (self-attention).</summary>
    public string Keys { get; set; } = "";

    /// <summary>
    /// The name of an earlier layer or input whose steps are the values, as many as there are keys and with the same lengths. Default: the keys.
    /// </summary>
    public string Values { get; set; } = "";

    /// <summary>
    /// Whether a step attends only to itself and the steps before it: weights of later steps are exactly 0. Queries and keys then have
    /// the same number of steps. Default: false.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>Whether the four projections have biases. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Whether the weights, <c>[heads, steps, steps']</c>, can be read after a forward pass, to show what was attended to: <c>Forward</c> and <c>Step</c> get
    /// an overload with a span for them. Default: false.
    /// </summary>
    public bool Expose { get; set; }
}
