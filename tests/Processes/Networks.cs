namespace StaticNets.Tests.Processes;

[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)]
[Conv2d(16, 5), Sigmoid, AvgPool(2)]
[Flatten]
[Dense(120), Sigmoid]
[Dense(84), Sigmoid]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet;

[Network]
[Input(8, 5)]
[Lstm(24)]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class Lstm;

[Network]
[Input(40)]
[Dense(64), Relu, Dropout(0.4)]
[Dense(48), Relu, Dropout(0.2)]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class Dropping;

[Network]
[Input(2, 9, 9)]
[Conv2d(8, 3, Bias = false), BatchNorm, Relu, MaxPool(2)]
[Conv2d(12, 2), BatchNorm, Relu, GlobalAvgPool]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class Normalizing;

/// <summary>Its gradients are exchanged by segments.</summary>
[Network]
[Input(256)]
[Dense(600), Relu]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class Wide;
