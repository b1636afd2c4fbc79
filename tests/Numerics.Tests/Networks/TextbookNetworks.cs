namespace StaticNets.Tests.Networks.Interpreted;

// The layers of ConvolutionTests, which says the textbook's words on convolutions and pools of their emitted code.

[Network]
[Input(1, 3, 3)]
[Conv2d(1, 2, Bias = false)]
public sealed partial class TextbookCrossCorrelation;

[Network]
[Input(1, 6, 8)]
[Conv2d(1, 1, 2, Bias = false)]
[MeanSquaredError]
public sealed partial class TextbookEdge;

[Network]
[Input(3, 3, 4)]
[Conv2d(5, 1)]
public sealed partial class TextbookOneByOne;

[Network]
[Input(12, 3)]
[Dense(5)]
public sealed partial class TextbookDenseOverChannels;

[Network]
[Input(3, 5, 4)]
[MaxPool(2, Stride = 1)]
public sealed partial class TextbookMaxPool;

[Network]
[Input(3, 5, 4)]
[AvgPool(2, Stride = 1)]
public sealed partial class TextbookAvgPool;
