namespace StaticNets;

/// <summary>
/// Long short-term memory, with x_t the input, h_t the hidden state and c_t the memory cell after step t (row vectors; . elementwise):
/// <c>i, f, o = sigmoid(x_t Wx + h_{t-1} Wh + b)</c> and <c>g = tanh(x_t Wxg + h_{t-1} Whg + bg)</c>, each with weights of its own,
/// <c>c_t = f . c_{t-1} + i . g</c>, <c>h_t = o . tanh(c_t)</c>.
/// </summary>
/// <param name="hidden">The number of hidden units.</param>
/// <remarks>
/// Shapes and parameters as <see cref="RecurrentAttribute"/> says, with four gates in the order i, f, g, o. As PyTorch's <c>LSTM</c>.
/// Hochreiter and Schmidhuber, "Long short-term memory" (1997); Gers, Schmidhuber and Cummins, "Learning to forget" (2000).
/// </remarks>
public sealed class LstmAttribute(int hidden) : RecurrentAttribute(hidden)
{
    /// <summary>The name of an earlier value to begin the cells with, of the shape that <see cref="RecurrentAttribute.InitialHidden"/> has. Default: none; the
    /// cells begin with 0.</summary>
    public string InitialCell { get; set; } = "";

    /// <summary>A name for the cells after the last real step, of the shape that <see cref="RecurrentAttribute.InitialHidden"/> has. Default: none.</summary>
    public string FinalCell { get; set; } = "";
}
