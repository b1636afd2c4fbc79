namespace StaticNets.Tests.Networks;

// Elementwise layers, softmax and dropout; PyTorch's side is tests/fixtures/reference/activations.py.

[Network]
[Input(2, 3, 3, Gradient = true)]
[Tanh(Name = "t")]
[Gelu(Name = "g", From = "input")]
[Silu(Name = "s", From = "input")]
[Sigmoid(From = "input")]
[Concat("t"), Concat("g"), Concat("s")]
public sealed partial class ActivationsSaturated;

[Network]
[Input(4, 4, Gradient = true)]
[LeakyRelu(0.2, Name = "leaky")]
[Relu(From = "input"), Concat("leaky")]
public sealed partial class ReluAtZero;

[Network]
[Input(5, Gradient = true)]
[Dense(9), Softmax]
public sealed partial class SoftmaxLayer;

[Network]
[Input(8, Gradient = true)]
[Dense(6), Relu, Dropout(0)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DropoutOfNothing;
