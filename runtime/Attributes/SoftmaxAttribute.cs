namespace StaticNets;

/// <summary>A distribution over the last axis: <c>out[i] = exp(in[i] - m) / sum over j of exp(in[j] - m)</c> with <c>m = max over j of in[j]</c>.</summary>
/// <remarks>In and out: any shape. Before <see cref="SoftmaxCrossEntropyAttribute"/> it is not needed: that loss takes logits.</remarks>
public sealed class SoftmaxAttribute : LayerAttribute;
