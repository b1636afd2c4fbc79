namespace StaticNets.Tests.Networks;

// Rnn, Gru and Lstm over whole sequences; PyTorch's side is tests/fixtures/reference/recurrent.py and, where 17 and more units
// have too many weights to store, wide.py.

[Network]
[Input(5, 3, Gradient = true)]
[Rnn(5)]
public sealed partial class RecurrentRnn;

[Network]
[Input(4, 1, Gradient = true)]
[Rnn(1)]
[MeanSquaredError]
public sealed partial class RecurrentRnnOneUnit;

[Network]
[Input(1, 4, Gradient = true)]
[Rnn(5)]
public sealed partial class RecurrentRnnOneStep;

[Network]
[Input(5, 3, Gradient = true)]
[Gru(5)]
public sealed partial class RecurrentGru;

[Network]
[Input(6, 1, Gradient = true)]
[Gru(1, Return = Return.Last)]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentGruOneUnit;

[Network]
[Input(4, 2)]
[Gru(17)]
public sealed partial class RecurrentGruSeventeen;

[Network]
[Input(4, 2, Gradient = true)]
[Gru(4, Layers = 3)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class RecurrentGruThreeLayers;

[Network]
[Input(4, 3, Gradient = true)]
[Gru(5, Bidirectional = true)]
public sealed partial class RecurrentGruBothWays;

[Network]
[Input(4, 3, Gradient = true)]
[Gru(3, Layers = 2, Bidirectional = true, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentGruTwoLayersBothWaysLast;

[Network]
[Input(1, 1, Gradient = true)]
[Gru(3)]
public sealed partial class RecurrentGruOneStepOneFeature;

[Network]
[Input(5, 3, Gradient = true)]
[Gru(5, ResetAfter = true)]
public sealed partial class RecurrentGruResetAfter;

[Network]
[Input(4, 2, Gradient = true)]
[Gru(3, Layers = 2, Bidirectional = true, ResetAfter = true, Return = Return.Last)]
[MeanSquaredError]
public sealed partial class RecurrentGruResetAfterLayers;

[Network]
[Input(5, 3, Gradient = true)]
[Lstm(5)]
public sealed partial class RecurrentLstm;

[Network]
[Input(5, 2, Gradient = true)]
[Lstm(1)]
[MeanSquaredError]
public sealed partial class RecurrentLstmOneUnit;

[Network]
[Input(3, 2)]
[Lstm(17, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentLstmSeventeen;

[Network]
[Input(4, 3, Gradient = true)]
[Lstm(4, Layers = 3)]
public sealed partial class RecurrentLstmThreeLayers;

[Network]
[Input(4, 2, Gradient = true)]
[Lstm(3, Layers = 2, Bidirectional = true)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentLstmTwoLayersBothWays;

[Network]
[Input(5, 2, Gradient = true)]
[Lstm(4, Bidirectional = true, Return = Return.Last)]
public sealed partial class RecurrentLstmBothWaysLast;

[Network]
[Input(1, 3, Gradient = true)]
[Lstm(4, Layers = 2)]
public sealed partial class RecurrentLstmOneStep;

[Network]
[Input(40, 1, Gradient = true)]
[Lstm(2)]
public sealed partial class RecurrentManySteps;

[Network]
[Input(4, 3, Gradient = true)]
[Lstm(3)]
[Gru(4, From = "input"), Concat("lstm1"), Concat("input")]
public sealed partial class RecurrentSaturated;

[Network]
[Input(4, 3, Gradient = true)]
[Rnn(4), Lstm(3), Gru(5)]
public sealed partial class RecurrentThreeKinds;

[Network]
[Input(6, 3, Gradient = true)]
[Conv1d(5, 3, Padding = 1), Relu(Name = "stem")]
[Gru(5), Add("stem"), LayerNorm]
[Lstm(4), Conv1d(3, 2)]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentStack;

[Network]
[Input(4, 2, Gradient = true)]
[Gru(3), Flatten]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentFlattened;

[Network]
[Input(4, 3, Gradient = true)]
[Lstm(4, Name = "shared")]
[Rnn(3), Concat("shared")]
[MeanSquaredError]
public sealed partial class RecurrentUsedTwice;

[Network]
[Input(3, 2, Gradient = true)]
[Rnn(3, Name = "a", Return = Return.Last)]
[Gru(4, From = "input", Return = Return.Last), Concat("a")]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentFromInput;

[Network]
[Input(4, 2, Name = "source", Gradient = true)]
[Lstm(3, Layers = 2)]
[Input(3, 4, Gradient = true)]
[Lstm(3, Layers = 2, InitialState = "lstm1")]
public sealed partial class RecurrentInitialState;

[Network]
[Input(4, Name = "about", Gradient = true)]
[Dense(5), Tanh(Name = "first")]
[Input(6, 2, Gradient = true)]
[Rnn(5, InitialHidden = "first")]
public sealed partial class RecurrentStateFromDense;

[Network]
[Input(3, 2, Name = "source", Gradient = true)]
[Gru(4, Name = "encoder", Return = Return.Last), Dense(3, Name = "summary")]
[Input(5, 1, Name = "steps", Gradient = true)]
[Gru(4, InitialState = "encoder", Return = Return.Last), Concat("summary")]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentInitialStateOfLast;

[Network]
[Input(5, 3)]
[Rnn(40, Layers = 2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentWideRnn;

[Network]
[Input(4, 3)]
[Gru(33, ResetAfter = true)]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentWideGruResetAfter;

[Network]
[Input(3, 33)]
[Lstm(18, Bidirectional = true)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class RecurrentWideLstmBothWays;
