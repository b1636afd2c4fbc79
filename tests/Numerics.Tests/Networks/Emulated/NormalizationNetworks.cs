namespace StaticNets.Tests.Networks;

// LayerNorm over the last axis of every rank, BatchNorm over the batch; PyTorch's side is tests/fixtures/reference/normalization.py.

[Network]
[Input(2, 3, 6, Gradient = true)]
[Conv2d(2, 2, 1, Bias = false)]
[LayerNorm(Epsilon = 0.01)]
public sealed partial class LayerNormOfImage;

[Network]
[Input(3, 5, Gradient = true)]
[RmsNorm]
[Dense(7), RmsNorm(Epsilon = 0.01)]
public sealed partial class RmsNormOfSequence;

[Network]
[Input(2, 5, 4, Gradient = true)]
[Conv2d(5, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv2d(17, 2, 1, Bias = false), BatchNorm(Epsilon = 0.01), Gelu]
[Flatten, Dense(3), SoftmaxCrossEntropy]
public sealed partial class BatchNormOfImage;

[Network]
[Input(7, Gradient = true)]
[Dense(9, Bias = false), BatchNorm(Epsilon = 0.1), Tanh]
[Dense(5, Bias = false), BatchNorm(Epsilon = 0.5, Momentum = 0.25, Affine = false)]
[Dense(2), MeanSquaredError]
public sealed partial class BatchNormOfVector;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Dense(6, Bias = false), BatchNorm(Epsilon = 0.1), Tanh, Dense(4)]
public sealed partial class BatchNormOfSequence;
