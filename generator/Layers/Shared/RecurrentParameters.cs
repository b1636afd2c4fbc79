using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>The trainable tensors of one layer and direction.</summary>
/// <param name="Input">[gates * hidden, inputs].</param>
/// <param name="Recurrent">[gates * hidden, hidden].</param>
/// <param name="Bias">[gates * hidden].</param>
/// <param name="RecurrentBias">A second bias of the recurrent part, where its place makes a difference.</param>
internal sealed record RecurrentParameters(Tensor Input, Tensor Recurrent, Tensor Bias, Tensor? RecurrentBias = null);
