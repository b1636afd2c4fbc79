namespace StaticNets.Samples.Vision;

/// <summary>
/// AlexNet (Krizhevsky, Sutskever and Hinton, 2012; "Dive into Deep Learning" 8.1), with a quarter of its filters and an eighth of its units, and a first
/// window for images of 28 x 28.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(24, 5, Padding = 2), Relu, MaxPool(3, Stride = 2)]
[Conv2d(64, 5, Padding = 2), Relu, MaxPool(3, Stride = 2)]
[Conv2d(96, 3, Padding = 1), Relu, Conv2d(96, 3, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Relu, MaxPool(3, Stride = 2)]
[Flatten]
[Dense(512), Relu, Dropout(0.5)]
[Dense(512), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class AlexNet;
