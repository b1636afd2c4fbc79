namespace StaticNets.Tests.Networks;

// From, Add, Concat and several inputs; PyTorch's side is tests/fixtures/reference/graphs.py.

[Network]
[Input(1, 5, 4, Gradient = true)]
[Conv2d(2, 3), Relu, MaxPool(2), Flatten]
[Flatten(From = "input"), Dense(4, Name = "wide"), Gelu]
[Concat("flatten1"), Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class GraphFromInput;

[Network]
[Input(3, 4, 3, Gradient = true)]
[Conv2d(4, 2, Name = "x"), GlobalAvgPool, Dense(2), Relu, Dense(4), HardSigmoid(Name = "weights")]
[Multiply("weights", From = "x")]
public sealed partial class GraphSqueezeAndExcitation;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(5, Name = "a"), Sigmoid(Name = "b")]
[Dense(5, From = "input"), Maximum("a"), Multiply("b"), Minimum("a"), Subtract("b", Name = "c")]
[Exp(From = "a", Name = "d")]
[Divide("d", From = "c")]
public sealed partial class GraphOfAllJoins;

[Network]
[Input(4, 3, Name = "steps", Lengths = true, Gradient = true)]
[Gru(5)]
[Input(5, Name = "gate", Gradient = true)]
[Sigmoid, Multiply("gru1")]
[Dense(2)]
[Huber(0.3)]
public sealed partial class GraphGatedSteps;

[Network]
[Input(6, Gradient = true)]
[Dense(4), Tanh, Dense(3)]
[L1]
public sealed partial class LossL1;
