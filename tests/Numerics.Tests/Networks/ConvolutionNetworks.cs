namespace StaticNets.Tests.Networks;

// Conv2d with every property; PyTorch's side is tests/fixtures/reference/convolution.py.

[Network]
[Input(2, 7, 5, Gradient = true)]
[Conv2d(3, 3, 2), Tanh]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ConvKernelSides;

[Network]
[Input(1, 5, 6, Gradient = true)]
[Conv2d(3, 3, 5, PaddingWidth = 2), Sigmoid]
[MeanSquaredError]
public sealed partial class ConvPaddings;

[Network]
[Input(2, 5, 7, Gradient = true)]
[Conv2d(3, 2, 3, StrideHeight = 3, StrideWidth = 2, PaddingHeight = 1, PaddingWidth = 2)]
public sealed partial class ConvPaddedAndStrided;

[Network]
[Input(2, 5, 6, Gradient = true)]
[Conv2d(3, 2, 3, Dilation = 2)]
public sealed partial class ConvDilated;

[Network]
[Input(4, 3, 4, Gradient = true)]
[Conv2d(6, 3, PaddingWidth = 1, Groups = 2)]
public sealed partial class ConvTwoGroups;

[Network]
[Input(3, 5, 4, Gradient = true)]
[Conv2d(3, 3, Groups = 3), Tanh]
public sealed partial class ConvDepthwise;

[Network]
[Input(3, 5, 4, Gradient = true)]
[Conv2d(6, 2, Stride = 2, Padding = 1, Groups = 3)]
public sealed partial class ConvDepthwiseMultiplied;

[Network]
[Input(2, 4, 3, Gradient = true)]
[Conv2d(5, 3, Padding = 1, Bias = false), Relu]
[GlobalAvgPool, Dense(4, Bias = false)]
[SoftmaxCrossEntropy]
public sealed partial class ConvNoBias;

[Network]
[Input(5, 3, 4, Gradient = true)]
[Conv2d(7, 1)]
public sealed partial class ConvOneByOne;

[Network]
[Input(3, 3, 6, Gradient = true)]
[Conv2d(4, 1, StrideHeight = 2, StrideWidth = 4)]
public sealed partial class ConvOneByOneStrided;

[Network]
[Input(5, 1, 1, Gradient = true)]
[Conv2d(4, 1), Gelu]
[Conv2d(3, 3, Padding = 1)]
public sealed partial class ConvOfOnePixel;

[Network]
[Input(2, 5, 4, Gradient = true)]
[Conv2d(6, 5, 4), Tanh]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ConvWholeImage;

[Network]
[Input(2, 3, 2, Gradient = true)]
[Conv2d(3, 7, 6, Padding = 2)]
public sealed partial class ConvWholePaddedImage;

[Network]
[Input(1, 5, 6, Gradient = true)]
[Conv2d(1, 1, 2, Bias = false)]
[MeanSquaredError]
public sealed partial class ConvOneChannelOneFilter;

[Network]
[Input(2, 5, 8, Gradient = true)]
[Conv2d(3, 2, Stride = 3)]
public sealed partial class ConvStridePastKernel;
