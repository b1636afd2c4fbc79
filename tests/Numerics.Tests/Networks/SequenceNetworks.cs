namespace StaticNets.Tests.Networks;

// Conv1d over [steps, features]; PyTorch's side is tests/fixtures/reference/sequences.py.

[Network]
[Input(7, 3, Gradient = true)]
[Conv1d(4, 3), Tanh]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class Conv1dPlain;

[Network]
[Input(1, 1, Gradient = true)]
[Conv1d(3, 1), Tanh]
[Conv1d(2, 3, Padding = 1)]
[MeanSquaredError]
public sealed partial class Conv1dOneStepOneFeature;

[Network]
[Input(6, 2, Gradient = true)]
[Conv1d(17, 6), Relu]
[Flatten, Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class Conv1dWholeSequence;

[Network]
[Input(9, 2, Gradient = true)]
[Conv1d(4, 3, Padding = 1), Relu]
[Conv1d(5, 2, Stride = 2), Relu]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class Conv1dTwice;
