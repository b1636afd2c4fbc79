namespace StaticNets.Tests.Networks;

// LeNet at full size; PyTorch's side is tests/fixtures/reference/lenet.py.

[Network]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), Relu, MaxPool(2)]
[Conv2d(16, 5), Relu, MaxPool(2)]
[Flatten]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNetRelu;
