namespace StaticNets.Tests.Networks;

// States that calls hand on; PyTorch's side is tests/fixtures/reference/carried.py. A network called Long has twice the steps of the
// one without.

[Network]
[Tokens(4, 5)]
[OneHot]
[Lstm(4, Layers = 2)]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class StateLstm;
