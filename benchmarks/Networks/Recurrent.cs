namespace StaticNets.Benchmarks.Networks;

// Recurrent layers of the size of the character model of "Dive into Deep Learning", chapter 9: 28 characters, 256 hidden units, 35 steps.

/// <summary>An LSTM that predicts a class at every step.</summary>
[Network]
[Input(35, 28)]
[Lstm(256)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class LstmOf256;

/// <summary>A GRU in PyTorch's form, which resets after the multiplication.</summary>
[Network]
[Input(35, 28)]
[Gru(256, ResetAfter = true)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class GruOf256;

/// <summary>A plain recurrent network with tanh.</summary>
[Network]
[Input(35, 28)]
[Rnn(256)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class RnnOf256;

/// <summary>Two LSTMs, one on top of the other.</summary>
[Network]
[Input(35, 28)]
[Lstm(256, Layers = 2)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class DeepLstmOf256;

/// <summary>An LSTM that reads the sequence both ways.</summary>
[Network]
[Input(35, 28)]
[Lstm(256, Bidirectional = true)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class BidirectionalLstmOf256;
