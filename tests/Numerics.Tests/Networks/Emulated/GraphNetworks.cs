namespace StaticNets.Tests.Networks;

// From, Add, Concat and several inputs; PyTorch's side is tests/fixtures/reference/graphs.py.

[Network]
[Input(1, 5, 4, Gradient = true)]
[Conv2d(2, 3), Relu, MaxPool(2), Flatten]
[Flatten(From = "input"), Dense(4, Name = "wide"), Gelu]
[Concat("flatten1"), Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class GraphFromInput;
