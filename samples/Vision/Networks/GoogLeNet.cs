namespace StaticNets.Samples.Vision;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(16, 1), Relu(Name = "first")]
[Conv2d(24, 1, From = "input"), Relu, Conv2d(32, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(4, 1, From = "input"), Relu, Conv2d(8, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(8, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception3A;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(32, 1), Relu(Name = "first")]
[Conv2d(32, 1, From = "input"), Relu, Conv2d(48, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(8, 1, From = "input"), Relu, Conv2d(24, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(16, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception3B;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(48, 1), Relu(Name = "first")]
[Conv2d(24, 1, From = "input"), Relu, Conv2d(52, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(4, 1, From = "input"), Relu, Conv2d(12, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(16, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception4A;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(40, 1), Relu(Name = "first")]
[Conv2d(28, 1, From = "input"), Relu, Conv2d(56, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(6, 1, From = "input"), Relu, Conv2d(16, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(16, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception4B;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(32, 1), Relu(Name = "first")]
[Conv2d(32, 1, From = "input"), Relu, Conv2d(64, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(6, 1, From = "input"), Relu, Conv2d(16, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(16, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception4C;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(28, 1), Relu(Name = "first")]
[Conv2d(36, 1, From = "input"), Relu, Conv2d(72, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(8, 1, From = "input"), Relu, Conv2d(16, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(16, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception4D;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(64, 1), Relu(Name = "first")]
[Conv2d(40, 1, From = "input"), Relu, Conv2d(80, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(8, 1, From = "input"), Relu, Conv2d(32, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(32, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception4E;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(64, 1), Relu(Name = "first")]
[Conv2d(40, 1, From = "input"), Relu, Conv2d(80, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(8, 1, From = "input"), Relu, Conv2d(32, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(32, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception5A;

/// <summary>An Inception block: four ways through it, side by side.</summary>
[Block]
[Conv2d(96, 1), Relu(Name = "first")]
[Conv2d(48, 1, From = "input"), Relu, Conv2d(96, 3, Padding = 1), Relu(Name = "second")]
[Conv2d(12, 1, From = "input"), Relu, Conv2d(32, 5, Padding = 2), Relu(Name = "third")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(32, 1), Relu, Concat("third"), Concat("second"), Concat("first")]
public sealed class Inception5B;

/// <summary>
/// GoogLeNet (Szegedy et al., 2014; "Dive into Deep Learning" 8.4), with a quarter of its filters, and a beginning for images of 28 x 28.
/// </summary>
[Network(Init = Init.Xavier)]
[Input(1, 28, 28)]
[Conv2d(16, 5, Padding = 2), Relu, MaxPool(3, Stride = 2, Padding = 1)]
[Conv2d(16, 1), Relu, Conv2d(48, 3, Padding = 1), Relu]
[Use(typeof(Inception3A)), Use(typeof(Inception3B)), MaxPool(3, Stride = 2, Padding = 1)]
[Use(typeof(Inception4A)), Use(typeof(Inception4B)), Use(typeof(Inception4C)), Use(typeof(Inception4D)), Use(typeof(Inception4E))]
[MaxPool(3, Stride = 2, Padding = 1)]
[Use(typeof(Inception5A)), Use(typeof(Inception5B)), GlobalAvgPool]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class GoogLeNet;
