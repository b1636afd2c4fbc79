namespace StaticNets.Tests.Networks;

// LeNet at full size; PyTorch's side is tests/fixtures/reference/lenet.py.

[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)]
[Conv2d(16, 5), Sigmoid, AvgPool(2)]
[Flatten]
[Dense(120), Sigmoid]
[Dense(84), Sigmoid]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNetSigmoid;
