namespace StaticNets.Tests.Networks.Interpreted;

// Sizes that fill no vector and no tile, in networks that are compared with the interpreter alone.

[Network]
[Input(3, 11, 9, Gradient = true)]
[Conv2d(17, 2, 3, StrideHeight = 3, StrideWidth = 1, PaddingHeight = 0, PaddingWidth = 2), Tanh]
[Conv2d(19, 3, 1, StrideHeight = 1, StrideWidth = 2, PaddingHeight = 2), Silu]
[AvgPool(2, 3, StrideHeight = 2, StrideWidth = 1, PaddingHeight = 1)]
[Flatten, Dense(7)]
[SoftmaxCrossEntropy]
public sealed partial class UnevenStridesAndPaddings;

[Network]
[Input(17, Gradient = true)]
[Dense(17), LayerNorm, Gelu]
[Dense(33), Softmax]
[Dense(17)]
[BinaryCrossEntropy]
public sealed partial class UnevenSeventeen;

[Network]
[Input(31, 17, Gradient = true)]
[Conv1d(18, 4, Stride = 3, Padding = 5, Dilation = 2, Groups = 1), Gelu]
[Dense(5), Softmax, LayerNorm]
[MeanSquaredError]
public sealed partial class UnevenSequence;

[Network]
[Input(6, 13, 3, Gradient = true)]
[Conv2d(9, 5, 2, StrideHeight = 4, PaddingHeight = 3, PaddingWidth = 1, DilationWidth = 2, Groups = 3), LeakyRelu(0.3)]
[MaxPool(2, 3, StrideHeight = 1, StrideWidth = 2, PaddingWidth = 1)]
[Conv2d(1, 1, Bias = false)]
public sealed partial class UnevenGroups;

[Network]
[Input(1, 17, 17)]
[Conv2d(3, 17), Tanh]
[GlobalAvgPool, Dense(1)]
[MeanSquaredError]
public sealed partial class UnevenKernelOfSeventeen;

/// <summary>The gradient of its weights goes over the inputs of all steps in blocks.</summary>
[Network]
[Input(60, 48)]
[Dense(48)]
[MeanSquaredError]
public sealed partial class UnevenBlocks;
