namespace StaticNets.Tests.Networks;

/// <summary>Its logits are its input, once its weight is the unit matrix.</summary>
[Network, Input(3), Dense(3, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class ClassNetwork;

/// <summary>Two decisions, whose logits are the input.</summary>
[Network, Input(2), Dense(2, Bias = false), BinaryCrossEntropy]
internal sealed partial class BinaryNetwork;

/// <summary>The mean of the real tokens' vectors.</summary>
[Network, Tokens(4, 5, Lengths = true), Embedding(3), GlobalAvgPool, SoftmaxCrossEntropy]
internal sealed partial class TokenNetwork;

/// <summary>The mean of the real steps.</summary>
[Network, Input(4, 3, Lengths = true), GlobalAvgPool, Dense(3, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class StepsNetwork;

/// <summary>A class at every step.</summary>
[Network, Input(3, 2), Dense(2, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class TaggingNetwork;

/// <summary>The sum of two inputs.</summary>
[Network, Input(3, Name = "left"), Input(3, Name = "right"), Add("left"), Dense(3, Bias = false), SoftmaxCrossEntropy]
internal sealed partial class SumNetwork;

[Network, Input(3), Dense(3), MeanSquaredError]
internal sealed partial class NumberNetwork;
