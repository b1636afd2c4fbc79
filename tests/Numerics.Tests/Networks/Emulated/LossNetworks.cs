namespace StaticNets.Tests.Networks;

// Losses; PyTorch's side is tests/fixtures/reference/losses.py. Networks without a loss are all over the other files.

[Network]
[Input(6, Gradient = true)]
[Dense(5)]
[SoftmaxCrossEntropy(IgnoreIndex = -1)]
public sealed partial class LossIgnoringLabels;
