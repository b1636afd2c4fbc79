namespace StaticNets.Samples.Vision;

/// <summary>A convolution of each channel by itself, and one of a single pixel over all of them.</summary>
[Block]
[Conv2d(16, 3, Stride = 1, Padding = 1, Groups = 16, Bias = false), BatchNorm, Relu6]
[Conv2d(32, 1, Bias = false), BatchNorm, Relu6]
public sealed class Separable16To32;

/// <summary>The same, which halves the image.</summary>
[Block]
[Conv2d(32, 3, Stride = 2, Padding = 1, Groups = 32, Bias = false), BatchNorm, Relu6]
[Conv2d(64, 1, Bias = false), BatchNorm, Relu6]
public sealed class Separable32To64;

/// <summary>The same with 64 channels.</summary>
[Block]
[Conv2d(64, 3, Stride = 1, Padding = 1, Groups = 64, Bias = false), BatchNorm, Relu6]
[Conv2d(64, 1, Bias = false), BatchNorm, Relu6]
public sealed class Separable64;

/// <summary>The same from 64 to 128 channels, which halves the image.</summary>
[Block]
[Conv2d(64, 3, Stride = 2, Padding = 1, Groups = 64, Bias = false), BatchNorm, Relu6]
[Conv2d(128, 1, Bias = false), BatchNorm, Relu6]
public sealed class Separable64To128;

/// <summary>The same with 128 channels.</summary>
[Block]
[Conv2d(128, 3, Stride = 1, Padding = 1, Groups = 128, Bias = false), BatchNorm, Relu6]
[Conv2d(128, 1, Bias = false), BatchNorm, Relu6]
public sealed class Separable128;

/// <summary>MobileNet (Howard et al., 2017), as deep as images of 28 x 28 let it be.</summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(16, 3, Padding = 1, Bias = false), BatchNorm, Relu6]
[Use(typeof(Separable16To32))]
[Use(typeof(Separable32To64)), Use(typeof(Separable64))]
[Use(typeof(Separable64To128)), Use(typeof(Separable128), Repeat = 3)]
[GlobalAvgPool]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class MobileNet;
