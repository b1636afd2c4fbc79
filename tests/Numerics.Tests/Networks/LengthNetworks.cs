namespace StaticNets.Tests.Networks;

// Sequences of different lengths; PyTorch's side is tests/fixtures/reference/lengths.py.

[Network]
[Input(5, 2, Gradient = true, Lengths = true)]
[Rnn(3)]
public sealed partial class LengthRnn;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Gru(5)]
public sealed partial class LengthGru;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Gru(4, ResetAfter = true)]
public sealed partial class LengthGruResetAfter;

[Network]
[Input(6, 2, Gradient = true, Lengths = true)]
[Lstm(5)]
public sealed partial class LengthLstm;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Lstm(4, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class LengthLstmLast;

[Network]
[Input(5, 2, Gradient = true, Lengths = true)]
[Lstm(3, Layers = 2, Bidirectional = true)]
public sealed partial class LengthTwoLayersBothWays;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Gru(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class LengthCrossEntropy;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Rnn(4)]
[Dense(3)]
[SoftmaxCrossEntropy(IgnoreIndex = 1)]
public sealed partial class LengthCrossEntropyIgnoring;

[Network]
[Input(4, 2, Gradient = true, Lengths = true)]
[Lstm(3)]
[MeanSquaredError]
public sealed partial class LengthSquared;

[Network]
[Input(1, 3, Gradient = true, Lengths = true)]
[Gru(2)]
public sealed partial class LengthOfOneStep;

[Network]
[Input(4, 3, Gradient = true, Lengths = true)]
[Dense(2), Tanh]
[MeanSquaredError]
public sealed partial class LengthWithoutRecurrence;

[Network]
[Input(4, 3, Gradient = true, Lengths = true)]
[Lstm(4)]
[Dense(3)]
public sealed partial class LengthOpenOutput;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Dense(4), LayerNorm, Gelu(Name = "stem")]
[Gru(4), Add("stem")]
[Rnn(2, Bidirectional = true), Concat("input")]
[Lstm(3)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class LengthStack;

[Network]
[Input(4, 2, Name = "left", Gradient = true, Lengths = true)]
[Gru(3, Name = "a", Return = Return.Last)]
[Input(3, 3, Name = "right", Gradient = true, Lengths = true)]
[Lstm(2, Return = Return.Last), Concat("a")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class LengthOfTwoInputs;
