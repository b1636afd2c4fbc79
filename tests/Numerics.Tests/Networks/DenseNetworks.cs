namespace StaticNets.Tests.Networks;

// Dense on vectors and per step; PyTorch's side is tests/fixtures/reference/dense.py.

[Network]
[Input(1, Gradient = true)]
[Dense(1)]
[MeanSquaredError]
public sealed partial class DenseLine;

[Network]
[Input(9, Gradient = true)]
[Dense(1)]
[BinaryCrossEntropy]
public sealed partial class DenseOneUnit;

[Network]
[Input(33)]
[Dense(10), Sigmoid]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class DenseThirtyThreeInputs;

[Network]
[Input(5, 3, Gradient = true)]
[Dense(4), Tanh]
[Dense(7)]
public sealed partial class DensePerStep;

[Network]
[Input(3, 4, Gradient = true)]
[Dense(5, Bias = false), Relu]
[Flatten, Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class DensePerStepThenFlat;

[Network]
[Input(2, 3, 4, Gradient = true)]
[Flatten, Dense(8), Sigmoid]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class DenseOfImage;
