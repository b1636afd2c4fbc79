namespace StaticNets.Tests.Networks;

// Sequences of different lengths; PyTorch's side is tests/fixtures/reference/lengths.py.

[Network]
[Input(5, 2, Gradient = true, Lengths = true)]
[Lstm(3, Bidirectional = true)]
public sealed partial class LengthBothWays;

[Network]
[Input(4, 2, Gradient = true, Lengths = true)]
[Gru(3, Layers = 2, Bidirectional = true, Return = Return.Last)]
[MeanSquaredError]
public sealed partial class LengthTwoLayersBothWaysLast;

[Network]
[Input(4, 3, Gradient = true, Lengths = true)]
[Rnn(4, Layers = 3)]
public sealed partial class LengthThreeLayers;

[Network]
[Input(4, 2, Gradient = true, Lengths = true)]
[Gru(4)]
[Dense(3)]
[BinaryCrossEntropy]
public sealed partial class LengthBinary;

[Network]
[Input(3, 2, Name = "left", Gradient = true)]
[Rnn(3, Return = Return.Last)]
[Input(4, 3, Name = "right", Gradient = true, Lengths = true)]
[Rnn(3, Return = Return.Last), Add("rnn1")]
[MeanSquaredError]
public sealed partial class LengthOfOneOfTwoInputs;

[Network]
[Input(9, 3, Gradient = true, Lengths = true)]
[Dense(4), Tanh, Conv1d(5, 3, Stride = 2), Tanh]
[MaxPool(2, Stride = 1), Gru(3)]
[SoftmaxCrossEntropy]
public sealed partial class LengthConvolved;

[Network]
[Input(7, 3, Gradient = true, Lengths = true)]
[Dense(4, Name = "x"), Conv1d(4, 3, Padding = 1), Add("x")]
[AvgPool(3, Stride = 2, CeilMode = true, Padding = 1)]
public sealed partial class LengthAveraged;

[Network]
[Input(7, 3, Gradient = true, Lengths = true)]
[Dense(4, Name = "x"), AvgPool(2, Stride = 2, Same = true, Name = "mean")]
[MaxPool(2, Same = true, From = "x"), Concat("mean"), Lstm(5, Return = Return.Last)]
[MeanSquaredError]
public sealed partial class LengthPooledSame;
