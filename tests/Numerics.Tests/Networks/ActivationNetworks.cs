namespace StaticNets.Tests.Networks;

// Elementwise layers, softmax and dropout; PyTorch's side is tests/fixtures/reference/activations.py.

[Network]
[Input(6, Gradient = true)]
[Dense(7), Silu]
[Dense(6), Gelu]
[Sigmoid, Dense(5), Tanh]
public sealed partial class ActivationsSmooth;

[Network]
[Input(3, 5, Gradient = true)]
[Tanh, Gelu, Silu]
public sealed partial class ActivationsAlone;

[Network]
[Input(1, 5, 5, Gradient = true)]
[Conv2d(3, 2), LeakyRelu(0.1)]
[LeakyRelu(0.25)]
public sealed partial class LeakyReluOfImage;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(6), Softmax]
[Dense(2)]
[MeanSquaredError]
public sealed partial class SoftmaxPerStep;

[Network]
[Input(7, Gradient = true)]
[Softmax, Concat("input")]
public sealed partial class SoftmaxSaturated;

[Network]
[Input(8)]
[Dropout(0.25)]
[Dense(6), Tanh, Dropout(0.5)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DropoutInInference;
