namespace StaticNets.Tests.Networks;

// Losses; PyTorch's side is tests/fixtures/reference/losses.py. Networks without a loss are all over the other files.

[Network]
[Input(5, 3, Gradient = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class LossPerStep;

[Network]
[Input(6, 3, Gradient = true)]
[Dense(4)]
[SoftmaxCrossEntropy(IgnoreIndex = 2)]
public sealed partial class LossPerStepIgnoringClass;

[Network]
[Input(6, Gradient = true)]
[SoftmaxCrossEntropy]
public sealed partial class LossOfLargeLogits;

[Network]
[Input(3, Gradient = true)]
[Dense(4), Relu]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class LossOfTwoClasses;

[Network]
[Input(1, 4, 5, Gradient = true)]
[Conv2d(2, 3, Padding = 1), Tanh]
[MeanSquaredError]
public sealed partial class LossSquaredOfImage;

[Network]
[Input(3, 2, Gradient = true)]
[MeanSquaredError]
public sealed partial class LossSquaredOfInput;

[Network]
[Input(6, Gradient = true)]
[Dense(5), Tanh]
[Dense(7)]
[BinaryCrossEntropy]
public sealed partial class LossBinary;

[Network]
[Input(2, 4, Gradient = true)]
[BinaryCrossEntropy]
public sealed partial class LossBinaryOfLargeLogits;
