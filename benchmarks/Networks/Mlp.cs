namespace StaticNets.Benchmarks.Networks;

/// <summary>Dense layers of 4096 units over MNIST's images: 20 M weights, which no cache holds.</summary>
[Network]
[Input(784)]
[Dense(4096), Relu]
[Dense(4096), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Mlp;
