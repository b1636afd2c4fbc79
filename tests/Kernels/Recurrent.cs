namespace StaticNets.Tests.Kernels;

/// <summary>An LSTM of the size of the character model of "Dive into Deep Learning", chapter 9.</summary>
[Network]
[Input(35, 28)]
[Lstm(256)]
[Dense(28)]
[SoftmaxCrossEntropy]
public sealed partial class Recurrent;
