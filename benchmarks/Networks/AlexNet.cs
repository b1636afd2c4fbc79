namespace StaticNets.Benchmarks.Networks;

/// <summary>AlexNet as in "Dive into Deep Learning", chapter 8.1: one channel, ten classes, no dropout.</summary>
[Network]
[Input(1, 224, 224)]
[Conv2d(96, 11, Stride = 4, Padding = 1), Relu, MaxPool(3, Stride = 2)]
[Conv2d(256, 5, Padding = 2), Relu, MaxPool(3, Stride = 2)]
[Conv2d(384, 3, Padding = 1), Relu]
[Conv2d(384, 3, Padding = 1), Relu]
[Conv2d(256, 3, Padding = 1), Relu, MaxPool(3, Stride = 2)]
[Flatten]
[Dense(4096), Relu]
[Dense(4096), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class AlexNet;
