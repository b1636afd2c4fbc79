namespace StaticNets.Tests.Networks;

// Rnn, Gru and Lstm over whole sequences; PyTorch's side is tests/fixtures/reference/recurrent.py and, where 17 and more units
// have too many weights to store, wide.py.

[Network]
[Input(4, 3, Gradient = true)]
[Rnn(3, Layers = 2, Bidirectional = true)]
public sealed partial class RecurrentRnnTwoLayersBothWays;

[Network]
[Input(4, 3)]
[Lstm(4, Layers = 3, Dropout = 0.5)]
public sealed partial class RecurrentDropoutInInference;

[Network]
[Input(4, 5)]
[Gru(33, Layers = 2)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentWideGru;

[Network]
[Input(6, 5)]
[Lstm(33, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentWideLstm;

[Network]
[Input(2, 4, Name = "hidden", Gradient = true)]
[Input(2, 4, Name = "cell", Gradient = true)]
[Input(5, 3, Gradient = true, Lengths = true)]
[Lstm(
    4, Layers = 2, InitialHidden = "hidden", InitialCell = "cell", FinalHidden = "h", FinalCell = "c", Return = Return.Last, Name = "lstm")]
[Flatten(From = "h", Name = "last")]
[Flatten(From = "c"), Concat("last"), Concat("lstm")]
[Dense(3), MeanSquaredError]
public sealed partial class RecurrentStateValues;

[Network]
[Input(2, 3, Name = "start", Gradient = true)]
[Input(4, 2, Gradient = true)]
[Gru(3, Bidirectional = true, InitialHidden = "start", FinalHidden = "end", Return = Return.Last)]
[Flatten(From = "end"), Concat("gru1"), Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentStateValuesBothWays;
