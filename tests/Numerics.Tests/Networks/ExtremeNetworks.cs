namespace StaticNets.Tests.Networks;

// Values at the ends of the numbers; PyTorch's side is tests/fixtures/reference/extremes.py.

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeConfident;

[Network]
[Input(2, 3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeConfidentSteps;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeOffsets;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeUnsure;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeEndlessLogits;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeNoLogits;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class ExtremeIgnoringAll;

[Network]
[Input(4, Gradient = true)]
[BinaryCrossEntropy]
public sealed partial class ExtremeBinaryConfident;

[Network]
[Input(4, Gradient = true)]
[BinaryCrossEntropy]
public sealed partial class ExtremeBinary;

[Network]
[Input(3, Gradient = true)]
[MeanSquaredError]
public sealed partial class ExtremeSquared;

[Network]
[Input(1, 4, 4, Gradient = true)]
[MaxPool(2)]
public sealed partial class ExtremeMaxPool;

[Network]
[Input(1, 4, 4, Gradient = true)]
[MaxPool(3, Stride = 1, Padding = 1)]
public sealed partial class ExtremeMaxPoolOverlapping;

[Network]
[Input(1, 4, 4, Gradient = true)]
[MaxPool(3, 2, Stride = 1, PaddingHeight = 1)]
public sealed partial class ExtremeMaxPoolRows;

[Network]
[Input(1, 4, 4, Gradient = true)]
[MaxPool(2, 4, StrideHeight = 1, StrideWidth = 2, PaddingWidth = 2)]
public sealed partial class ExtremeMaxPoolColumns;

[Network]
[Input(3, 4, 4, Gradient = true)]
[MaxPool(2, Stride = 1, Padding = 1)]
public sealed partial class ExtremeMaxPoolChannels;

[Network]
[Input(1, 4, 4, Gradient = true)]
[AvgPool(2, Stride = 1, Padding = 1, CountIncludePad = false)]
public sealed partial class ExtremeAvgPool;

[Network]
[Input(1, 4, 4, Gradient = true)]
[AvgPool(2)]
public sealed partial class ExtremeAvgPoolCounting;

[Network]
[Input(1, 4, 4, Gradient = true)]
[GlobalAvgPool]
public sealed partial class ExtremeGlobalAverage;

[Network]
[Input(3, Gradient = true)]
[Softmax]
public sealed partial class ExtremeSoftmax;

[Network]
[Input(4, Gradient = true)]
[LayerNorm]
public sealed partial class ExtremeLayerNorm;

[Network]
[Input(4, Gradient = true)]
[LayerNorm]
public sealed partial class ExtremeLayerNormOfNone;

[Network]
[Input(5, Gradient = true)]
[Sigmoid]
public sealed partial class ExtremeSigmoid;

[Network]
[Input(5, Gradient = true)]
[Tanh]
public sealed partial class ExtremeTanh;

[Network]
[Input(5, Gradient = true)]
[Relu]
public sealed partial class ExtremeRelu;

[Network]
[Input(5, Gradient = true)]
[Gelu]
public sealed partial class ExtremeGelu;

[Network]
[Input(5, Gradient = true)]
[Silu]
public sealed partial class ExtremeSilu;

[Network]
[Input(5, Gradient = true)]
[LeakyRelu(0.25)]
public sealed partial class ExtremeLeakyRelu;

[Network]
[Input(5, Gradient = true)]
[Relu6]
public sealed partial class ExtremeRelu6;

[Network]
[Input(5, Gradient = true)]
[Clip(-20, 5)]
public sealed partial class ExtremeClip;

[Network]
[Input(5, Gradient = true)]
[HardSigmoid]
public sealed partial class ExtremeHardSigmoid;

[Network]
[Input(5, Gradient = true)]
[HardSwish]
public sealed partial class ExtremeHardSwish;

[Network]
[Input(5, Gradient = true)]
[Elu(2)]
public sealed partial class ExtremeElu;

[Network]
[Input(5, Gradient = true)]
[Selu]
public sealed partial class ExtremeSelu;

[Network]
[Input(5, Gradient = true)]
[Softplus]
public sealed partial class ExtremeSoftplus;

[Network]
[Input(5, Gradient = true)]
[Exp]
public sealed partial class ExtremeExp;

[Network]
[Input(5, Gradient = true)]
[Log]
public sealed partial class ExtremeLog;

[Network]
[Input(5, Gradient = true)]
[Sqrt]
public sealed partial class ExtremeSqrt;

[Network]
[Input(5, Gradient = true)]
[Abs]
public sealed partial class ExtremeAbs;

[Network]
[Input(5, Gradient = true)]
[LogSoftmax]
public sealed partial class ExtremeLogSoftmax;

[Network]
[Input(5, Gradient = true)]
[Power(3)]
public sealed partial class ExtremePowerCube;

[Network]
[Input(5, Gradient = true)]
[Power(0.5)]
public sealed partial class ExtremePowerRoot;

[Network]
[Input(5, Gradient = true)]
[Power(-1)]
public sealed partial class ExtremePowerInverse;

[Network]
[Input(5, Gradient = true)]
[Power(-2)]
public sealed partial class ExtremePowerInverseSquare;

[Network]
[Input(5, Gradient = true)]
[Power(2.5)]
public sealed partial class ExtremePowerFraction;

[Network]
[Input(5, Gradient = true)]
[Power(0.3)]
public sealed partial class ExtremePowerSmallFraction;

[Network]
[Input(5, Gradient = true)]
[Power(-1.25)]
public sealed partial class ExtremePowerNegativeFraction;

[Network]
[Input(5, Gradient = true)]
[Power(40)]
public sealed partial class ExtremePowerLargeEven;

[Network]
[Input(5, Gradient = true)]
[Power(-33)]
public sealed partial class ExtremePowerLargeOdd;

[Network]
[Input(5, Gradient = true)]
[Power(0)]
public sealed partial class ExtremePowerNone;

[Network]
[Input(3, Gradient = true)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.25)]
public sealed partial class ExtremeSmoothed;

[Network]
[Input(4, Gradient = true)]
[BinaryCrossEntropy(PositiveWeight = 3)]
public sealed partial class ExtremeBinaryWeighted;

[Network]
[Input(1, 4, 4, Gradient = true)]
[GlobalMaxPool]
public sealed partial class ExtremeGlobalMaximum;

[Network]
[Input(8, 2, Gradient = true)]
[MaxPool(3, Stride = 2, CeilMode = true)]
public sealed partial class ExtremeMaxPoolSteps;

[Network]
[Input(4, Gradient = true)]
[GroupNorm(1)]
public sealed partial class ExtremeGroupNorm;
