namespace StaticNets.Tests.Networks;

// From one sequence to another: InitialState and Attend; PyTorch's side is tests/fixtures/reference/decoders.py.

[Network]
[Tokens(5, 7, Name = "source", Lengths = true)]
[Embedding(3), Gru(4)]
[Tokens(4, 6, Name = "target", Lengths = true)]
[Embedding(3), Gru(4, InitialState = "gru1")]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderGru;

[Network]
[Tokens(3, 5, Name = "source", Lengths = true)]
[Embedding(2), Gru(4, Layers = 2, ResetAfter = true)]
[Tokens(4, 5, Name = "target", Lengths = true)]
[Embedding(3), Gru(4, Layers = 2, ResetAfter = true, InitialState = "gru1")]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderGruResetAfter;

[Network]
[Tokens(4, 6, Name = "source", Lengths = true)]
[Embedding(3), Lstm(4, Layers = 2)]
[Tokens(5, 7, Name = "target", Lengths = true)]
[Embedding(2), Lstm(4, Layers = 2, InitialState = "lstm1")]
[Dense(7)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderLstm;

[Network]
[Tokens(5, 6, Name = "source", Lengths = true)]
[Embedding(3), Gru(4, Layers = 2)]
[Tokens(3, 5, Name = "target", Lengths = true)]
[Embedding(3), Gru(4, Layers = 2, InitialState = "gru1", Attend = "gru1")]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderAttend;

[Network]
[Tokens(4, 6, Name = "source", Lengths = true)]
[Embedding(3), Gru(5, Layers = 2)]
[Tokens(3, 5, Name = "target", Lengths = true)]
[Embedding(3), Gru(5, Layers = 2, InitialState = "gru1", Attend = "gru1", Score = Score.Dot)]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderAttendDot;

[Network]
[Input(4, 2, Name = "source", Gradient = true, Lengths = true)]
[Lstm(4)]
[Input(3, 3, Name = "steps", Gradient = true, Lengths = true)]
[Lstm(4, InitialState = "lstm1", Attend = "lstm1")]
public sealed partial class DecoderAttendLstm;

[Network]
[Input(4, 2, Name = "source", Gradient = true, Lengths = true)]
[Gru(3, Bidirectional = true, Name = "encoder")]
[Input(3, 2, Name = "steps", Gradient = true)]
[Gru(3, Attend = "encoder")]
[MeanSquaredError]
public sealed partial class DecoderAttendBothWays;

[Network]
[Input(4, 3, Name = "source", Gradient = true, Lengths = true)]
[Input(3, 1, Name = "steps", Gradient = true)]
[Rnn(5, Attend = "source")]
public sealed partial class DecoderAttendToInput;

[Network]
[Input(5, 2, Name = "source", Gradient = true, Lengths = true)]
[Gru(3, Layers = 3)]
[Input(4, 2, Name = "steps", Gradient = true)]
[Gru(3, Layers = 3, InitialState = "gru1", Attend = "gru1")]
[MeanSquaredError]
public sealed partial class DecoderAttendThreeLayers;
