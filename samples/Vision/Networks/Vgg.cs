namespace StaticNets.Samples.Vision;

/// <summary>
/// VGG (Simonyan and Zisserman, 2014; "Dive into Deep Learning" 8.2), with the book's small number of filters and the four blocks that images of 28 x 28 have
/// room for.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(16, 3, Padding = 1), Relu, MaxPool(2)]
[Conv2d(32, 3, Padding = 1), Relu, MaxPool(2)]
[Conv2d(64, 3, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Relu, MaxPool(2)]
[Conv2d(128, 3, Padding = 1), Relu, Conv2d(128, 3, Padding = 1), Relu, MaxPool(2)]
[Flatten]
[Dense(512), Relu, Dropout(0.5)]
[Dense(512), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Vgg;
