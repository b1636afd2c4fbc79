namespace StaticNets;

/// <summary>
/// The simplest recurrent layer, with x_t the input and h_t the hidden state after step t (row vectors):
/// <c>h_t = tanh(x_t Wxh + h_{t-1} Whh + b)</c>.
/// </summary>
/// <param name="hidden">The number of hidden units.</param>
/// <remarks>Shapes and parameters as <see cref="RecurrentAttribute"/> says, with one gate. As PyTorch's <c>RNN</c>. Elman,
/// "Finding structure in time" (1990).</remarks>
public sealed class RnnAttribute(int hidden) : RecurrentAttribute(hidden);
