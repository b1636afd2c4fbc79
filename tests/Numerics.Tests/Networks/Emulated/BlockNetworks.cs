namespace StaticNets.Tests.Networks;

// Blocks of layers; PyTorch's side is tests/fixtures/reference/blocks.py.

[Block]
[Dense(3), Sigmoid, Concat("input")]
public sealed class Widening;

[Network]
[Input(4, Gradient = true)]
[Use(typeof(Widening), Repeat = 2)]
public sealed partial class BlockThatChangesShape;
