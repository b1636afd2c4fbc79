namespace StaticNets.Tests.Networks;

// Conv2d with every property; PyTorch's side is tests/fixtures/reference/convolution.py.

[Network]
[Input(2, 6, 7, Gradient = true)]
[Conv2d(3, 3, StrideHeight = 2, StrideWidth = 3)]
public sealed partial class ConvStridesWithRest;

[Network]
[Input(1, 7, 5, Gradient = true)]
[Conv2d(2, 3, PaddingHeight = 3, PaddingWidth = 2, DilationHeight = 3, DilationWidth = 2), Silu]
public sealed partial class ConvDilatedAndPadded;

[Network]
[Input(4, 5, 4, Gradient = true)]
[Conv2d(6, 3, 2, StrideWidth = 2, PaddingHeight = 2, PaddingWidth = 1, Dilation = 2, Groups = 2, Bias = false)]
public sealed partial class ConvEverythingAtOnce;

[Network]
[Input(1, 4, 5, Gradient = true)]
[Conv2d(17, 3), Tanh]
[Conv2d(5, 1), Sigmoid]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ConvManyFilters;

[Network]
[Input(1, 9, 8)]
[Conv2d(3, 3, Padding = 1), Relu]
[Conv2d(4, 3, Stride = 2), Relu]
[Conv2d(5, 2), GlobalAvgPool]
[SoftmaxCrossEntropy]
public sealed partial class ConvThreeDeep;
