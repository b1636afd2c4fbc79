namespace StaticNets.Samples;

/// <summary>
/// The network that samples/LeNet trains, with the weights that it has left. That they fit is checked while the program is compiled.
/// </summary>
[Network(Weights = "lenet.safetensors")]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)]
[Conv2d(16, 5), Sigmoid, AvgPool(2)]
[Flatten]
[Dense(120), Sigmoid]
[Dense(84), Sigmoid]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet;
