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
