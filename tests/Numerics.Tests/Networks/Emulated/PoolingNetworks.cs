namespace StaticNets.Tests.Networks;

// Pools: overlapping, padded, with a rest, with ties; PyTorch's side is tests/fixtures/reference/pooling.py.

[Network]
[Input(2, 5, 4, Gradient = true)]
[MaxPool(3, Stride = 2, Padding = 1)]
public sealed partial class MaxPoolPadded;

[Network]
[Input(1, 6, 7, Gradient = true)]
[MaxPool(3, 2, StrideHeight = 1, StrideWidth = 3, PaddingHeight = 1)]
public sealed partial class MaxPoolUnequalSides;

[Network]
[Input(2, 4, 5, Gradient = true)]
[AvgPool(3, Stride = 2, Padding = 1)]
public sealed partial class AvgPoolCountingPadding;

[Network]
[Input(2, 4, 5, Gradient = true)]
[AvgPool(3, 4, StrideHeight = 2, StrideWidth = 1, PaddingHeight = 1, PaddingWidth = 2, CountIncludePad = false)]
public sealed partial class AvgPoolNotCountingPadding;

[Network]
[Input(3, 5, 3, Gradient = true)]
[Conv2d(5, 2, Name = "x"), GlobalAvgPool(Name = "mean")]
[GlobalMaxPool(From = "x"), Concat("mean")]
public sealed partial class GlobalPoolsOfImage;

[Network]
[Input(6, 3, Gradient = true)]
[Dense(5, Name = "x"), GlobalAvgPool(Name = "mean")]
[GlobalMaxPool(From = "x"), Concat("mean")]
public sealed partial class GlobalPoolsOfSequence;

[Network]
[Input(6, 3, Gradient = true, Lengths = true)]
[Dense(5, Name = "x"), GlobalAvgPool(Name = "mean")]
[GlobalMaxPool(From = "x"), Concat("mean"), Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GlobalPoolsOfLengths;

[Network]
[Input(3, 5, 8, Gradient = true)]
[MaxPool(3, Stride = 2, Same = true)]
[MaxPool(2, 3, StrideHeight = 1, StrideWidth = 3, PaddingTop = 1, PaddingBottom = 1, PaddingLeft = 0, PaddingRight = 1)]
public sealed partial class MaxPoolSame;

[Network]
[Input(2, 7, 6, Gradient = true)]
[MaxPool(2, 3, DilationHeight = 3, DilationWidth = 2, StrideHeight = 1, StrideWidth = 2, Padding = 1, CeilMode = true)]
public sealed partial class MaxPoolDilated;

[Network]
[Input(2, 6, 7, Gradient = true)]
[AvgPool(3, Stride = 2, CeilMode = true, Padding = 1, Name = "counting")]
[AvgPool(3, Stride = 2, CeilMode = true, Padding = 1, CountIncludePad = false, From = "input"), Concat("counting")]
public sealed partial class AvgPoolCeil;

[Network]
[Input(3, 5, 8, Gradient = true)]
[AvgPool(2, 3, Stride = 2, Same = true)]
[AvgPool(3, PaddingTop = 1, PaddingBottom = 0, PaddingLeft = 1, PaddingRight = 1, Stride = 1)]
public sealed partial class AvgPoolSame;

[Network]
[Input(9, 5, Gradient = true)]
[MaxPool(2, Stride = 2, Dilation = 2, CeilMode = true, PaddingBefore = 1, PaddingAfter = 0, Name = "greatest")]
[AvgPool(3, Stride = 2, PaddingBefore = 1, PaddingAfter = 1, From = "input"), Concat("greatest")]
[MaxPool(2, Same = true), AvgPool(2, PaddingBefore = 1, Stride = 1)]
public sealed partial class PoolsOfSequence;
