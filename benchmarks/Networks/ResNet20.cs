namespace StaticNets.Benchmarks.Networks;

/// <summary>A residual block of 16 filters.</summary>
[Block]
[Conv2d(16, 3, Padding = 1), Relu, Conv2d(16, 3, Padding = 1), Add("input"), Relu]
public sealed partial class ResidualBlockOf16;

/// <summary>A residual block of 32 filters.</summary>
[Block]
[Conv2d(32, 3, Padding = 1), Relu, Conv2d(32, 3, Padding = 1), Add("input"), Relu]
public sealed partial class ResidualBlockOf32;

/// <summary>A residual block of 64 filters.</summary>
[Block]
[Conv2d(64, 3, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Add("input"), Relu]
public sealed partial class ResidualBlockOf64;

/// <summary>The residual network of 20 layers for CIFAR (He et al. 2015), without normalisation; what halves the image has no shortcut.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2d(16, 3, Padding = 1), Relu]
[Use(typeof(ResidualBlockOf16), Repeat = 3)]
[Conv2d(32, 3, Stride = 2, Padding = 1), Relu, Conv2d(32, 3, Padding = 1), Relu]
[Use(typeof(ResidualBlockOf32), Repeat = 2)]
[Conv2d(64, 3, Stride = 2, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Relu]
[Use(typeof(ResidualBlockOf64), Repeat = 2)]
[GlobalAvgPool]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class ResNet20;
