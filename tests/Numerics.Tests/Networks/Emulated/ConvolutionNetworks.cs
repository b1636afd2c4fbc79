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

[Network]
[Input(3, 5, 6, Gradient = true)]
[Conv2d(4, 3, 2, Stride = 2, Same = true)]
[Conv2d(5, 3, PaddingTop = 2, PaddingBottom = 1, PaddingLeft = 1, PaddingRight = 2, DilationWidth = 2)]
public sealed partial class ConvUnevenPaddings;

[Network]
[Input(3, 3, 4, Gradient = true)]
[ConvTranspose2d(5, 3, 2, Stride = 2, PaddingHeight = 1, OutputPadding = 1), Tanh]
[ConvTranspose2d(2, 2, Dilation = 2, DilationHeight = 1, DilationWidth = 2, Bias = false)]
public sealed partial class ConvTransposed;

[Network]
[Input(6, 2, 3, Gradient = true)]
[ConvTranspose2d(4, 3, StrideHeight = 3, StrideWidth = 1, Groups = 2, Padding = 1, PaddingWidth = 1, OutputPaddingHeight = 2, OutputPaddingWidth = 0)]
public sealed partial class ConvTransposedGroups;

[Network]
[Input(8, 3, 2, Gradient = true)]
[PixelShuffle(2), Conv2d(3, 2)]
[Upsample(2), Conv2d(2, 3)]
public sealed partial class ConvUpsampled;

[Network]
[Input(2, 3, 4, Gradient = true)]
[Upsample(2, Mode = UpsampleMode.Bilinear, Name = "twice")]
[Upsample(6, 8, From = "input"), Concat("twice", Name = "both")]
[Upsample(5, 3, Mode = UpsampleMode.Bilinear, Name = "small")]
[Upsample(5, 3, From = "both"), Concat("small")]
public sealed partial class ImageResized;

[Network]
[Input(2, 4, 3, Gradient = true)]
[Pad(1, 3, 1, Mode = PadMode.Reflect), Pad(2, 1, 2, Mode = PadMode.Replicate)]
[Pad(-3, 0, 1), Conv2d(3, 2)]
public sealed partial class ImagePadded;
