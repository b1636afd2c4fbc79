namespace StaticNets.Tests.Networks;

// Tokens, OneHot and Embedding; PyTorch's side is tests/fixtures/reference/tokens.py.

[Network]
[Tokens(4, 5, Lengths = true)]
[Embedding(3)]
public sealed partial class TokenEmbeddingOpen;

[Network]
[Tokens(5, 7)]
[Embedding(4, Positions = 6), Dense(3)]
public sealed partial class EmbeddingWithPositions;
