namespace StaticNets.Tests.Networks.Interpreted;

// Dropout in training, whose random numbers the interpreter is given too.

[Network]
[Input(17, Gradient = true)]
[Dropout(0.25)]
[Dense(9), Tanh, Dropout(0.5)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class DropoutOfVectors;

[Network]
[Input(3, 5, 4, Gradient = true)]
[Dropout(0.1), Conv2d(5, 3, Padding = 1), Relu, Dropout(0.4)]
[MaxPool(2), Dropout(0.3)]
[Flatten, Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class DropoutOfImages;

[Network]
[Input(6, 5, Gradient = true)]
[Dense(7), Dropout(0.5, Name = "left")]
[Dense(7, From = "input"), Dropout(0.5), Add("left"), LayerNorm]
public sealed partial class DropoutInBranches;
