namespace StaticNets.Tests.Versions;

/// <summary>Convolutions, pools and dropout, a small LeNet.</summary>
[Network(Init = Init.Xavier)]
[Input(1, 10, 10)]
[Conv2d(3, 3, Padding = 1), Sigmoid, AvgPool(2)]
[Conv2d(4, 2), Relu, MaxPool(2)]
[Flatten]
[Dense(9), Tanh, Dropout(0.25)]
[Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Pictures;

/// <summary>A language model with a state to carry.</summary>
[Network]
[Tokens(6, 9)]
[Embedding(4)]
[Lstm(5, Layers = 2, Dropout = 0.25)]
[Dense(9)]
[SoftmaxCrossEntropy]
internal sealed partial class Letters;

/// <summary>Sequences of different lengths.</summary>
[Network]
[Input(5, 3, Lengths = true)]
[Gru(4, Return = Return.Last)]
[LayerNorm, Dense(2)]
[MeanSquaredError]
internal sealed partial class Signals;

/// <summary>PyTorch's form of the GRU.</summary>
[Network]
[Input(5, 3)]
[Gru(4, ResetAfter = true, Bidirectional = true)]
[Dense(1)]
[BinaryCrossEntropy]
internal sealed partial class Alarms;
