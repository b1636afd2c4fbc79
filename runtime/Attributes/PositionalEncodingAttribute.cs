namespace StaticNets;

/// <summary>
/// Adds a sine or cosine of the step to each feature, so that layers blind to order can tell steps apart:
/// <c>out[t, 2j] = in[t, 2j] + sin(t / 10000^(2j / d))</c>, <c>out[t, 2j + 1] = in[t, 2j + 1] + cos(t / 10000^(2j / d))</c>.
/// </summary>
/// <remarks>In and out: <c>[steps, d]</c>, d being even or odd; no parameters. Vaswani et al., "Attention is all you need" (2017).</remarks>
public sealed class PositionalEncodingAttribute : LayerAttribute;
