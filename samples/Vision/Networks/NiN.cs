namespace StaticNets.Samples.Vision;

/// <summary>
/// Network in network (Lin, Chen and Yan, 2013; "Dive into Deep Learning" 8.3): a convolution is followed by two of a single pixel, and the classes are
/// averages over the image. A quarter of the book's filters.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(24, 5, Padding = 2), Relu, Conv2d(24, 1), Relu, Conv2d(24, 1), Relu, MaxPool(3, Stride = 2)]
[Conv2d(64, 5, Padding = 2), Relu, Conv2d(64, 1), Relu, Conv2d(64, 1), Relu, MaxPool(3, Stride = 2)]
[Conv2d(96, 3, Padding = 1), Relu, Conv2d(96, 1), Relu, Conv2d(96, 1), Relu, MaxPool(3, Stride = 2)]
[Dropout(0.5)]
[Conv2d(10, 3, Padding = 1), Relu, Conv2d(10, 1), Relu, Conv2d(10, 1)]
[GlobalAvgPool]
[SoftmaxCrossEntropy]
public sealed partial class NiN;
