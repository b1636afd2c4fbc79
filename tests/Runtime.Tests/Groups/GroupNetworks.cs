namespace StaticNets.Tests.Groups;

/// <summary>Convolutions, and units that are dropped by the example's place in the batch.</summary>
[Network]
[Input(1, 10, 10)]
[Conv2d(3, 3), Relu, MaxPool(2), Flatten]
[Dropout(0.3), Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Dropping;

/// <summary>Statistics over the whole batch, also behind a layer that has them.</summary>
[Network]
[Input(1, 10, 10)]
[Conv2d(3, 3), BatchNorm, Relu, MaxPool(2), Flatten]
[Dense(9), BatchNorm, Tanh, Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Normalizing;

/// <summary>A state that goes on from batch to batch, and statistics over the whole batch.</summary>
[Network]
[Input(6, 3)]
[Lstm(5), BatchNorm, Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Remembering;

/// <summary>Gradients too large to be gathered everywhere.</summary>
[Network]
[Input(300)]
[Dense(700), Relu, Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Wide;

/// <summary>Gradients too large to be exchanged in one piece.</summary>
[Network]
[Input(2000)]
[Dense(2200), Relu, Dense(4)]
[SoftmaxCrossEntropy]
internal sealed partial class Huge;
