namespace StaticNets.Tests.Networks;

// Elementwise layers, softmax and dropout; PyTorch's side is tests/fixtures/reference/activations.py.

[Network]
[Input(2, 3, 3, Gradient = true)]
[Tanh(Name = "t")]
[Gelu(Name = "g", From = "input")]
[Silu(Name = "s", From = "input")]
[Sigmoid(From = "input")]
[Concat("t"), Concat("g"), Concat("s")]
public sealed partial class ActivationsSaturated;

[Network]
[Input(4, 4, Gradient = true)]
[LeakyRelu(0.2, Name = "leaky")]
[Relu(From = "input"), Concat("leaky")]
public sealed partial class ReluAtZero;

[Network]
[Input(5, Gradient = true)]
[Dense(9), Softmax]
public sealed partial class SoftmaxLayer;

[Network]
[Input(8, Gradient = true)]
[Dense(6), Relu, Dropout(0)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DropoutOfNothing;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(6), Elu]
[Dense(5), Elu(0.7)]
public sealed partial class EluPerStep;

[Network]
[Input(7, Gradient = true)]
[Dense(9, Name = "x"), Relu6(Name = "a")]
[Clip(-0.5, 0.75, From = "x"), Concat("a", Name = "b")]
[Scale(3, From = "x"), HardSigmoid, Concat("b", Name = "c")]
[Scale(-3, 0.5, From = "x"), HardSwish, Concat("c", Name = "d")]
[Abs(From = "x"), Concat("d")]
public sealed partial class FunctionsOfPieces;

[Network]
[Input(7, Gradient = true)]
[Dense(9, Name = "x"), Selu(Name = "a")]
[Softplus(From = "x"), Log, Concat("a", Name = "b")]
[Square(From = "x"), Exp, Scale(0.5, 0.25), Sqrt, Concat("b")]
public sealed partial class FunctionsSmooth;

[Network]
[Input(1, 5, 5, Gradient = true)]
[Conv2d(3, 2), PRelu]
[Conv2d(2, 2), PRelu(Shared = true)]
public sealed partial class PReluOfImage;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(6), PRelu, LogSoftmax]
public sealed partial class LogSoftmaxPerStep;

[Network]
[Input(7, Gradient = true)]
[Dense(9, Name = "x"), Power(5, Name = "a")]
[Softplus(From = "x"), Power(1.75), Concat("a", Name = "b")]
[Exp(From = "x"), Power(-3), Concat("b", Name = "c")]
[Softplus(From = "x"), Power(-0.4), Concat("c", Name = "d")]
[Power(18, From = "x"), Concat("d")]
public sealed partial class PowersOfAllKinds;
