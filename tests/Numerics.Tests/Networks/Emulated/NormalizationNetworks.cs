namespace StaticNets.Tests.Networks;

// LayerNorm over the last axis of every rank; PyTorch's side is tests/fixtures/reference/normalization.py.

[Network]
[Input(2, 3, 6, Gradient = true)]
[Conv2d(2, 2, 1, Bias = false)]
[LayerNorm(Epsilon = 0.01)]
public sealed partial class LayerNormOfImage;

[Network]
[Input(3, 5, Gradient = true)]
[RmsNorm]
[Dense(7), RmsNorm(Epsilon = 0.01)]
public sealed partial class RmsNormOfSequence;
