namespace StaticNets.Samples.Vision;

/// <summary>A residual block of 16 filters.</summary>
[Block]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class Residual16;

/// <summary>A residual block of 32 filters.</summary>
[Block]
[Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class Residual32;

/// <summary>A residual block of 64 filters.</summary>
[Block]
[Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class Residual64;

/// <summary>A residual block that halves the image and has 32 filters.</summary>
[Block]
[Conv2d(32, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2d(32, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, Relu]
[Conv2d(32, 3, Padding = 1, Bias = false), BatchNorm, Add("shortcut"), Relu]
public sealed class Halving32;

/// <summary>A residual block that halves the image and has 64 filters.</summary>
[Block]
[Conv2d(64, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2d(64, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, Relu]
[Conv2d(64, 3, Padding = 1, Bias = false), BatchNorm, Add("shortcut"), Relu]
public sealed class Halving64;

/// <summary>
/// A residual network (He, Zhang, Ren and Sun, 2015; "Dive into Deep Learning" 8.6): the authors' own of 20 layers for small images.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Use(typeof(Residual16), Repeat = 3)]
[Use(typeof(Halving32)), Use(typeof(Residual32), Repeat = 2)]
[Use(typeof(Halving64)), Use(typeof(Residual64), Repeat = 2)]
[GlobalAvgPool]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class ResNet;
