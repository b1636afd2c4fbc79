namespace StaticNets.Tests.Networks;

// Attention, MultiHeadAttention and PositionalEncoding; PyTorch's side is tests/fixtures/reference/attention.py.

[Network]
[Input(4, 3, Name = "source", Gradient = true, Lengths = true)]
[Dense(2), Tanh(Name = "keys")]
[Input(3, 3, Gradient = true)]
[Attention(Keys = "keys", Values = "source", Score = Score.Additive, Hidden = 5, Name = "align")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class AttentionAdditiveLengths;

[Network]
[Input(2, 17)]
[MultiHeadAttention(1)]
[MeanSquaredError]
public sealed partial class AttentionSeventeenColumns;

[Network]
[Input(4, 4, Name = "source", Gradient = true)]
[Dense(4), Sigmoid(Name = "values")]
[Input(3, 4, Gradient = true)]
[MultiHeadAttention(2, Keys = "source", Values = "values", Bias = false)]
public sealed partial class AttentionCrossValues;

[Network]
[Input(5, 7, Gradient = true)]
[PositionalEncoding]
public sealed partial class AttentionPosition;
