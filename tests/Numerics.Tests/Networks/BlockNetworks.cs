namespace StaticNets.Tests.Networks;

// Blocks of layers; PyTorch's side is tests/fixtures/reference/blocks.py.

[Block]
[Dense(5), Tanh, Add("input")]
public sealed class ResidualOfFive;

[Network]
[Input(5, Gradient = true)]
[Use(typeof(ResidualOfFive), Repeat = 3)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class BlockOfDense;

[Block]
[Conv2d(3, 3, Padding = 1), Relu]
[Conv2d(2, 1), Add("input"), Relu]
public sealed class ResidualOfImage;

[Network]
[Input(2, 4, 3, Gradient = true)]
[Use(typeof(ResidualOfImage), Repeat = 2)]
[GlobalAvgPool]
public sealed partial class BlockOfImage;

[Block]
[Dense(4), Tanh, Add("input")]
public sealed class ResidualOfFour;

[Network]
[Input(4, Gradient = true)]
[Use(typeof(ResidualOfFour), Repeat = 2)]
[Use(typeof(ResidualOfFour), Name = "head")]
[Dense(3)]
[Use(typeof(Widening))]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class BlockOfTwoKinds;

[Block]
[Concat("stem"), Dense(4), Tanh]
public sealed class WithStem;

[Network]
[Input(3, Gradient = true)]
[Dense(4), Tanh(Name = "stem")]
[Use(typeof(WithStem), Repeat = 2)]
[MeanSquaredError]
public sealed partial class BlockFromOutside;

[Block]
[Gru(3), Add("input"), LayerNorm]
public sealed class ResidualOfGru;

[Network]
[Input(4, 3, Gradient = true, Lengths = true)]
[Use(typeof(ResidualOfGru), Repeat = 2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class BlockOfRecurrent;
