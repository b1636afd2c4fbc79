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
