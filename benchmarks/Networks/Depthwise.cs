namespace StaticNets.Benchmarks.Networks;

/// <summary>Depthwise separable convolutions as in MobileNet (Howard et al. 2017): a 3x3 in each channel by itself, then a 1x1 over all of them.</summary>
[Network]
[Input(3, 64, 64)]
[Conv2d(32, 3, Stride = 2, Padding = 1), Relu]
[Conv2d(32, 3, Padding = 1, Groups = 32), Relu, Conv2d(64, 1), Relu]
[Conv2d(64, 3, Stride = 2, Padding = 1, Groups = 64), Relu, Conv2d(128, 1), Relu]
[Conv2d(128, 3, Padding = 1, Groups = 128), Relu, Conv2d(128, 1), Relu]
[Conv2d(128, 3, Stride = 2, Padding = 1, Groups = 128), Relu, Conv2d(256, 1), Relu]
[Conv2d(256, 3, Padding = 1, Groups = 256), Relu, Conv2d(256, 1), Relu]
[GlobalAvgPool]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Depthwise;
