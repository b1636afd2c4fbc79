namespace StaticNets.Tests.Networks;

// Losses; PyTorch's side is tests/fixtures/reference/losses.py. Networks without a loss are all over the other files.

[Network]
[Input(6, Gradient = true)]
[Dense(5)]
[SoftmaxCrossEntropy(IgnoreIndex = -1)]
public sealed partial class LossIgnoringLabels;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(5)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.2, IgnoreIndex = 2)]
public sealed partial class LossSmoothed;

[Network]
[Input(6, Gradient = true)]
[Dense(3)]
[BinaryCrossEntropy(PositiveWeight = 2.5)]
public sealed partial class LossBinaryWeighted;
