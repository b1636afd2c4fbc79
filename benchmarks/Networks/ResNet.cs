namespace StaticNets.Benchmarks.Networks;

/// <summary>A residual block of 16 filters with normalisation.</summary>
[Block]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed partial class NormalizedBlockOf16;

/// <summary>A residual block of 32 filters with normalisation.</summary>
[Block]
[Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed partial class NormalizedBlockOf32;

/// <summary>A residual block of 64 filters with normalisation.</summary>
[Block]
[Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed partial class NormalizedBlockOf64;

/// <summary>A residual block that halves the image and has 32 filters.</summary>
[Block]
[Conv2d(32, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, Relu]
[Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Add("shortcut"), Relu]
public sealed partial class HalvingBlockOf32;

/// <summary>A residual block that halves the image and has 64 filters.</summary>
[Block]
[Conv2d(64, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2d(64, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, Relu]
[Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Add("shortcut"), Relu]
public sealed partial class HalvingBlockOf64;

/// <summary>The residual network of 20 layers (He et al. 2015) with its normalisation, on images of Fashion-MNIST.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Use(typeof(NormalizedBlockOf16), Repeat = 3)]
[Use(typeof(HalvingBlockOf32)), Use(typeof(NormalizedBlockOf32), Repeat = 2)]
[Use(typeof(HalvingBlockOf64)), Use(typeof(NormalizedBlockOf64), Repeat = 2)]
[GlobalAvgPool, Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class ResNet;
