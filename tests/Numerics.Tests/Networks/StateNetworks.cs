namespace StaticNets.Tests.Networks;

// States that calls hand on; PyTorch's side is tests/fixtures/reference/carried.py. A network called Long has twice the steps of the
// one without.

[Network]
[Input(3, 2, Gradient = true)]
[Rnn(4)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class StateRnn;

[Network]
[Input(6, 2, Gradient = true)]
[Rnn(4)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class StateRnnLong;

[Network]
[Input(3, 2, Gradient = true)]
[Gru(5)]
public sealed partial class StateGru;

[Network]
[Input(6, 2, Gradient = true)]
[Gru(5)]
public sealed partial class StateGruLong;

[Network]
[Input(2, 3, Gradient = true)]
[Gru(3, Layers = 2, ResetAfter = true)]
public sealed partial class StateGruResetAfter;

[Network]
[Input(4, 3, Gradient = true)]
[Gru(3, Layers = 2, ResetAfter = true)]
public sealed partial class StateGruResetAfterLong;

[Network]
[Tokens(8, 5)]
[OneHot]
[Lstm(4, Layers = 2)]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class StateLstmLong;

[Network]
[Input(1, 3, Gradient = true)]
[Gru(3), Lstm(2)]
public sealed partial class StateOfTwoLayers;

[Network]
[Input(2, 3, Gradient = true)]
[Gru(3), Lstm(2)]
public sealed partial class StateOfTwoLayersLong;

[Network]
[Input(4, 2, Gradient = true, Lengths = true)]
[Gru(3)]
public sealed partial class StateLengths;
