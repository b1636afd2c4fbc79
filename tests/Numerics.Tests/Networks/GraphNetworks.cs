namespace StaticNets.Tests.Networks;

// From, Add, Concat and several inputs; PyTorch's side is tests/fixtures/reference/graphs.py.

[Network]
[Input(2, 4, 5, Gradient = true)]
[Conv2d(3, 3, Padding = 1), Relu(Name = "stem")]
[Conv2d(3, 3, Padding = 1), Add("stem"), Relu]
[GlobalAvgPool]
[SoftmaxCrossEntropy]
public sealed partial class GraphResidual;

[Network]
[Input(2, 5, 4, Gradient = true)]
[Conv2d(4, 1, Stride = 2, Bias = false, Name = "short")]
[Conv2d(3, 3, Stride = 2, Padding = 1, Name = "body.0", From = "input"), Relu]
[Conv2d(4, 3, Padding = 1, Name = "body.1"), Add("short")]
public sealed partial class GraphResidualProjected;

[Network]
[Input(2, 4, 4, Gradient = true)]
[Conv2d(2, 1), Relu(Name = "one")]
[Conv2d(2, 1, From = "input"), Relu, Conv2d(3, 3, Padding = 1), Relu(Name = "three")]
[Conv2d(1, 5, Padding = 2, From = "input"), Relu(Name = "five")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input"), Conv2d(2, 1)]
[Concat("one"), Concat("three"), Concat("five")]
[GlobalAvgPool, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GraphConcatChannels;

[Network]
[Input(5, Gradient = true)]
[Dense(4), Tanh(Name = "hidden")]
[Dense(3), Sigmoid, Concat("hidden")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GraphConcatVectors;

[Network]
[Input(4, 3, Gradient = true)]
[Dense(5), Tanh, Concat("input")]
[Dense(2)]
public sealed partial class GraphConcatSequences;

[Network]
[Input(4, Name = "left", Gradient = true)]
[Dense(5), Tanh(Name = "a")]
[Input(1, 3, 4, Name = "right", Gradient = true)]
[Conv2d(2, 2), Relu, Flatten, Dense(5)]
[Add("a"), Relu, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GraphTwoInputs;

[Network]
[Input(3, Name = "first")]
[Input(3, Name = "second", Gradient = true)]
[Add("first"), Tanh(Name = "sum")]
[Input(2, Name = "third")]
[Concat("sum"), Concat("second")]
[Dense(2)]
[MeanSquaredError]
public sealed partial class GraphThreeInputs;

[Network]
[Input(4, Gradient = true)]
[Dense(6), Tanh(Name = "shared")]
[Dense(6), Sigmoid, Add("shared"), Silu, Concat("shared")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class GraphUsedThreeTimes;

[Network]
[Input(2, 3, Gradient = true)]
[Dense(3), Tanh(Name = "itself")]
[Add("itself")]
public sealed partial class GraphAddToItself;

[Network]
[Input(2, 3, 4, Gradient = true)]
[Conv2d(2, 3, Padding = 1), Relu, Concat("input", Name = "a")]
[Conv2d(2, 3, Padding = 1), Relu, Concat("a")]
[Conv2d(3, 1), GlobalAvgPool]
[SoftmaxCrossEntropy]
public sealed partial class GraphDense;
