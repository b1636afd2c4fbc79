namespace StaticNets.Tests.Networks;

// LayerNorm over the last axis of every rank; PyTorch's side is tests/fixtures/reference/normalization.py.

[Network]
[Input(7, Gradient = true)]
[Dense(9), LayerNorm, Tanh]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class LayerNormOfVector;

[Network]
[Input(4, 5, Gradient = true)]
[LayerNorm]
public sealed partial class LayerNormOfSequence;

[Network]
[Input(3, 4, Gradient = true)]
[LayerNorm]
[Dense(17), Gelu, LayerNorm]
[Dense(2)]
public sealed partial class LayerNormTwice;

[Network]
[Input(3, 6, 5, Gradient = true)]
[Conv2d(4, 3, Padding = 1, Bias = false), BatchNorm, Relu(Name = "stem")]
[Conv2d(4, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2d(4, 3, Padding = 1, Bias = false), BatchNorm, Add("stem"), Relu]
[GlobalAvgPool, Dense(3), SoftmaxCrossEntropy]
public sealed partial class BatchNormResidual;
