namespace StaticNets;

/// <summary>The logarithm of the softmax over the last axis: <c>out[i] = in[i] - log(sum over j of exp(in[j]))</c>.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>LogSoftmax</c>, but exact for confident rows too, whose greatest element comes out as a small number.
/// Before <c>SoftmaxCrossEntropy</c> it changes nothing: that takes logits.</remarks>
public sealed class LogSoftmaxAttribute : LayerAttribute;
