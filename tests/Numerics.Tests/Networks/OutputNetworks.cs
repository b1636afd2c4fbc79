namespace StaticNets.Tests.Networks.Interpreted;

// Values beside the last one, which the caller gets, and values of their own that steps read.

[Network]
[Input(3, 5, 4)]
[Conv2d(4, 3, Padding = 1), Relu, Output("features")]
[GlobalAvgPool, Dense(7), Output("hidden")]
[Tanh, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class OutputOfLayers;

[Network]
[Parameter(4, 2, Uniform = 1)]
[Gru(3, Name = "keys")]
[Parameter(5, Name = "scale", Normal = 1)]
[Input(6, 3)]
[Gru(3, Name = "g"), Attention(Keys = "keys"), Slice(-1, -2, 2), Concat("g"), Multiply("scale")]
public sealed partial class SteppedOwnValues;

[Network]
[Input(6, 3, Lengths = true)]
[Lstm(5, Name = "lstm")]
[Dense(2), Sigmoid, Output("value")]
[Dense(4, From = "lstm"), Softmax]
public sealed partial class OutputHeads;
