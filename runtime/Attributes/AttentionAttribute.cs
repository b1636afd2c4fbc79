namespace StaticNets;

/// <summary>
/// A mean of values, weighted for each query by how well their keys match it:
/// <c>out[t] = sum over s of w[t, s] * values[s]</c> with <c>w[t, .] = softmax over s of score(queries[t], keys[s])</c>.
/// </summary>
/// <remarks>
/// <para>
/// In: the current value is the queries, <c>[steps, features]</c>; keys are <c>[steps', features']</c> and values <c>[steps', features'']</c>.
/// Out: <c>[steps, features'']</c>. Steps past the length of the keys' sequence get weight exactly 0.
/// </para>
/// <para>
/// Parameters: none for <see cref="Score.Dot"/>, which needs queries and keys of the same features; for <see cref="Score.Additive"/>
/// <c>query.weight</c> <c>[hidden, features]</c>, <c>key.weight</c> <c>[hidden, features']</c> and <c>score.weight</c> <c>[1, hidden]</c>, without biases.
/// </para>
/// </remarks>
public sealed class AttentionAttribute : LayerAttribute
{
    /// <summary>The name of an earlier layer or input whose steps are the keys. Default: the queries themselves (self-attention).</summary>
    public string Keys { get; set; } = "";

    /// <summary>
    /// The name of an earlier layer or input whose steps are the values, as many as there are keys and with the same lengths. Default: the keys.
    /// </summary>
    public string Values { get; set; } = "";

    /// <summary>How keys are scored against a query. Default: <see cref="Score.Dot"/>.</summary>
    public Score Score { get; set; } = Score.Dot;

    /// <summary>
    /// The width that <see cref="Score.Additive"/> projects queries and keys to; has no meaning with <see cref="Score.Dot"/>. Default: the queries'
    /// features.
    /// </summary>
    public int Hidden { get; set; }

    /// <summary>
    /// Whether the weights, <c>[steps, steps']</c>, can be read after a forward pass, to show what was attended to: <c>Forward</c> and <c>Step</c> get an
    /// overload with a span for them. Default: false.
    /// </summary>
    public bool Expose { get; set; }
}
