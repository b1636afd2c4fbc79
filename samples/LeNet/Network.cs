namespace StaticNets.Samples;

/// <summary>
/// LeNet-5 as "Dive into Deep Learning" builds it (https://d2l.ai, chapter 7.6), after LeCun, Bottou, Bengio and Haffner, 1998:
/// two convolutions with average pooling and three dense layers, all with sigmoids.
/// </summary>
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
