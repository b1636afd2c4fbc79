namespace StaticNets.Tests.Networks;

// From one sequence to another: InitialState and Attend; PyTorch's side is tests/fixtures/reference/decoders.py.

[Network]
[Input(4, 2, Name = "source", Gradient = true)]
[Rnn(3, Layers = 3)]
[Input(3, 2, Name = "steps", Gradient = true)]
[Rnn(3, Layers = 3, InitialState = "rnn1")]
[MeanSquaredError]
public sealed partial class DecoderRnn;

[Network]
[Input(5, 3, Name = "source", Gradient = true)]
[Dense(4), Tanh(Name = "memory")]
[Input(3, 2, Name = "steps", Gradient = true)]
[Rnn(4, Attend = "memory", Score = Score.Dot)]
public sealed partial class DecoderAttendRnn;

[Network]
[Input(4, 2, Name = "source", Gradient = true)]
[Gru(3, ResetAfter = true)]
[Input(3, 2, Name = "steps", Gradient = true)]
[Gru(3, ResetAfter = true, InitialState = "gru1", Attend = "gru1")]
public sealed partial class DecoderAttendResetAfter;

[Network]
[Input(3, 2, Name = "source", Gradient = true, Lengths = true)]
[Lstm(3, Layers = 2)]
[Input(4, 2, Name = "steps", Gradient = true, Lengths = true)]
[Lstm(3, Layers = 2, Return = Return.Last, InitialState = "lstm1", Attend = "lstm1", Score = Score.Dot)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DecoderAttendLast;

[Network]
[Input(1, 2, Name = "source", Gradient = true)]
[Gru(3)]
[Input(1, 2, Name = "steps", Gradient = true)]
[Gru(3, InitialState = "gru1", Attend = "gru1", Score = Score.Dot)]
public sealed partial class DecoderAttendOneStep;
