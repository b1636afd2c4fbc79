namespace StaticNets;

/// <summary>
/// A gated recurrent unit, with x_t the input and h_t the hidden state after step t (row vectors; . elementwise):
/// <c>r = sigmoid(x_t Wxr + h_{t-1} Whr + br)</c>, <c>z = sigmoid(x_t Wxz + h_{t-1} Whz + bz)</c>,
/// <c>c = tanh(x_t Wxh + (r . h_{t-1}) Whh + bh)</c>, <c>h_t = z . h_{t-1} + (1 - z) . c</c>.
/// </summary>
/// <param name="hidden">The number of hidden units.</param>
/// <remarks>
/// Shapes and parameters as <see cref="RecurrentAttribute"/> says, with three gates in the order r, z, c. Cho et al., "Learning phrase
/// representations using RNN encoder-decoder for statistical machine translation" (2014). A file that StaticNets saved says which form it
/// was trained in (<c>{name}.reset_after</c> in its metadata), and is not loaded into the other. Files of PyTorch's <c>nn.GRU</c> say nothing and need
/// <see cref="ResetAfter"/>: without it they are refused, except with <see cref="LoadAllowances.UnstatedForm"/>.
/// </remarks>
public sealed class GruAttribute(int hidden) : RecurrentAttribute(hidden)
{
    /// <summary>
    /// Whether the reset gate comes after the product with the weights, as in PyTorch's <c>GRU</c> and cuDNN:
    /// <c>c = tanh(x_t Wxh + bh + r . (h_{t-1} Whh + bhh))</c>. Default: false.
    /// </summary>
    /// <remarks>This form has both of PyTorch's biases: <c>bias_hh_l{l}</c> <c>[3 hidden]</c> is a parameter as well.</remarks>
    public bool ResetAfter { get; set; }
}
