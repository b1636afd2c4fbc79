namespace StaticNets.Tests.Networks;

// Tokens, OneHot and Embedding; PyTorch's side is tests/fixtures/reference/tokens.py.

[Network]
[Tokens(5, 7)]
[OneHot]
[Rnn(4)]
[Dense(7)]
[SoftmaxCrossEntropy]
public sealed partial class TokenOneHot;

[Network]
[Tokens(3, 4)]
[OneHot]
[Dense(2)]
public sealed partial class TokenOneHotAlone;

[Network]
[Tokens(6, 5)]
[OneHot]
[Conv1d(4, 3), Relu]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class TokenOneHotConvolved;

[Network]
[Tokens(4, 9)]
[Embedding(3)]
[Gru(5, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class TokenEmbedding;

[Network]
[Tokens(6, 5)]
[Embedding(3)]
public sealed partial class TokenEmbeddingAlone;

[Network]
[Tokens(2, 33)]
[Embedding(17)]
[Flatten, Dense(2)]
[MeanSquaredError]
public sealed partial class TokenEmbeddingSeventeen;

[Network]
[Tokens(1, 1)]
[Embedding(3), Tanh]
[MeanSquaredError]
public sealed partial class TokenOfOne;

[Network]
[Tokens(5, 8, Lengths = true)]
[Embedding(3)]
[Lstm(4)]
[Dense(8)]
[SoftmaxCrossEntropy]
public sealed partial class TokenLengths;

[Network]
[Tokens(5, 6, Lengths = true)]
[Embedding(4)]
[Lstm(3, Layers = 2, Bidirectional = true, Return = Return.Last)]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class TokenLengthsLast;

[Network]
[Tokens(4, 6, Lengths = true)]
[OneHot]
[Gru(5)]
[Dense(6)]
[SoftmaxCrossEntropy]
public sealed partial class TokenOneHotLengths;

[Network]
[Tokens(3, 4, Name = "left")]
[Embedding(2)]
[Tokens(3, 6, Name = "right")]
[Embedding(3, Name = "words"), Concat("embedding1", Name = "both")]
[Input(3, 2, Name = "numbers", Gradient = true)]
[Concat("both")]
[Rnn(4, Return = Return.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class TokenTwoInputs;
