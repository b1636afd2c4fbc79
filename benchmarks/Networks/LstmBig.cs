namespace StaticNets.Benchmarks.Networks;

/// <summary>Two LSTMs of 1024 units, one on top of the other, over 64 steps: 14 M weights, read at every step.</summary>
[Network]
[Input(64, 256)]
[Lstm(1024, Layers = 2)]
[Dense(256)]
[SoftmaxCrossEntropy]
public sealed partial class LstmBig;
