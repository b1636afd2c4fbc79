namespace StaticNets.Samples.Vision;

/// <summary>Twelve more channels beside those that come in.</summary>
[Block]
[BatchNorm, Relu, Conv2d(12, 3, Padding = 1), Concat("input")]
public sealed class DenseLayer;

/// <summary>
/// A densely connected network (Huang, Liu, van der Maaten and Weinberger, 2016; "Dive into Deep Learning" 8.7): each convolution sees what all before it
/// in its block have made. Three blocks of four, and 12 channels each where the book has 32.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(24, 3, Padding = 1), BatchNorm, Relu]
[Use(typeof(DenseLayer), Repeat = 4), BatchNorm, Relu, Conv2d(36, 1), AvgPool(2)]
[Use(typeof(DenseLayer), Repeat = 4), BatchNorm, Relu, Conv2d(42, 1), AvgPool(2)]
[Use(typeof(DenseLayer), Repeat = 4), BatchNorm, Relu]
[GlobalAvgPool]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DenseNet;
