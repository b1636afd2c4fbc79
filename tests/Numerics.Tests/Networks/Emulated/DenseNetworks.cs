namespace StaticNets.Tests.Networks;

// Dense on vectors and per step; PyTorch's side is tests/fixtures/reference/dense.py.

[Network]
[Input(5, Gradient = true)]
[Dense(17), Tanh]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DenseSeventeenUnits;

[Network]
[Input(6, Gradient = true)]
[Dense(7, Bias = false), Relu]
[Dense(3, Bias = false)]
public sealed partial class DenseNoBias;
