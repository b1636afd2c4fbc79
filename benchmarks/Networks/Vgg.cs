namespace StaticNets.Benchmarks.Networks;

/// <summary>A small VGG (Simonyan and Zisserman 2014) over CIFAR's images: pairs of 3x3 convolutions of 64, 128 and 256 filters.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2d(64, 3, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Relu, MaxPool(2)]
[Conv2d(128, 3, Padding = 1), Relu, Conv2d(128, 3, Padding = 1), Relu, MaxPool(2)]
[Conv2d(256, 3, Padding = 1), Relu, Conv2d(256, 3, Padding = 1), Relu, MaxPool(2)]
[Flatten]
[Dense(512), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Vgg;
