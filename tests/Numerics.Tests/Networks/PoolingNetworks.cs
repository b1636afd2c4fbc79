namespace StaticNets.Tests.Networks;

// Pools: overlapping, padded, with a rest, with ties; PyTorch's side is tests/fixtures/reference/pooling.py.

[Network]
[Input(2, 5, 7, Gradient = true)]
[MaxPool(2)]
public sealed partial class MaxPoolWithRest;

[Network]
[Input(2, 6, 7, Gradient = true)]
[MaxPool(3, Stride = 2)]
public sealed partial class MaxPoolOverlapping;

[Network]
[Input(1, 6, 6, Gradient = true)]
[Conv2d(2, 2), Relu]
[MaxPool(3, Stride = 2)]
public sealed partial class MaxPoolTies;

[Network]
[Input(1, 5, 5, Gradient = true)]
[Relu, MaxPool(3, Stride = 1, Padding = 1)]
public sealed partial class MaxPoolTiesInPadding;

[Network]
[Input(2, 5, 7, Gradient = true)]
[AvgPool(2)]
public sealed partial class AvgPoolWithRest;

[Network]
[Input(2, 5, 6, Gradient = true)]
[AvgPool(2, 3, StrideHeight = 1, StrideWidth = 2)]
public sealed partial class AvgPoolOverlapping;

[Network]
[Input(2, 4, 3, Gradient = true)]
[Conv2d(3, 2, 1)]
[MaxPool(2, 1, Stride = 1)]
[AvgPool(2, 3)]
[MeanSquaredError]
public sealed partial class PoolsOfWholeImage;

[Network]
[Input(3, 1, 1, Gradient = true)]
[MaxPool(1), AvgPool(1)]
[MaxPool(2, Stride = 1, Padding = 1)]
public sealed partial class PoolsOfOnePixel;

[Network]
[Input(1, 8, 7)]
[Conv2d(3, 3, Padding = 1), Relu, AvgPool(2, Stride = 1)]
[Conv2d(4, 2), MaxPool(3, 2)]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class PoolsInARow;

[Network]
[Input(2, 5, 3, Gradient = true)]
[Conv2d(5, 2), Relu]
[GlobalAvgPool]
[SoftmaxCrossEntropy]
public sealed partial class GlobalAverage;
