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

[Network]
[Input(6, 3, 5, Gradient = true)]
[GroupNorm(3), Conv2d(4, 2, Bias = false)]
[GroupNorm(2, Epsilon = 0.01)]
public sealed partial class GroupNormOfImage;

[Network]
[Input(5, 4, Gradient = true)]
[GroupNorm(2)]
[Dense(9), Tanh, GroupNorm(1)]
public sealed partial class GroupNormOfSequence;

[Network]
[Input(5, 6, Gradient = true, Lengths = true)]
[Dense(8), GroupNorm(4), Tanh]
[Dense(6, Bias = false), InstanceNorm(Affine = true, Epsilon = 0.5)]
public sealed partial class GroupNormOfLengths;

[Network]
[Input(7, Gradient = true)]
[Dense(12), GroupNorm(3), Gelu]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GroupNormOfVector;

[Network]
[Input(3, 3, 5, Gradient = true)]
[InstanceNorm, Conv2d(5, 2, Bias = false)]
[InstanceNorm(Affine = true, Epsilon = 0.01)]
public sealed partial class InstanceNormOfImage;

[Network]
[Input(5, 3, Gradient = true)]
[InstanceNorm(Affine = true)]
public sealed partial class InstanceNormOfSequence;

[Network]
[Input(3, 5, 4, Gradient = true), Normalize]
[Conv2d(4, 3), Relu, Flatten]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class NormalizedImage;

[Network]
[Input(5, 3, Gradient = true, Lengths = true), Normalize]
[Dense(6), Tanh, Dense(2)]
[MeanSquaredError]
public sealed partial class NormalizedSequence;
