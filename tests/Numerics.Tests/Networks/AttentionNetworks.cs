namespace StaticNets.Tests.Networks;

// Attention, MultiHeadAttention and PositionalEncoding; PyTorch's side is tests/fixtures/reference/attention.py.

[Network]
[Input(4, 3, Gradient = true)]
[Attention]
public sealed partial class AttentionDot;

[Network]
[Input(5, 2, Name = "source", Gradient = true)]
[Dense(3)]
[Input(4, 3, Gradient = true)]
[Attention(Keys = "dense1")]
public sealed partial class AttentionDotKeys;

[Network]
[Input(5, 2, Name = "source", Gradient = true)]
[Dense(3), Tanh(Name = "keys")]
[Dense(4, From = "source"), Tanh(Name = "values")]
[Input(2, 3, Gradient = true)]
[Attention(Keys = "keys", Values = "values")]
[MeanSquaredError]
public sealed partial class AttentionDotValues;

[Network]
[Input(5, 3, Name = "source", Gradient = true, Lengths = true)]
[Input(3, 3, Gradient = true)]
[Attention(Keys = "source")]
public sealed partial class AttentionDotLengths;

[Network]
[Input(5, 3, Gradient = true, Lengths = true)]
[Dense(4), Attention]
public sealed partial class AttentionDotSelfLengths;

[Network]
[Input(4, 3, Gradient = true)]
[Attention, Add("input")]
public sealed partial class AttentionDotSaturated;

[Network]
[Input(5, 2, Name = "source", Gradient = true)]
[Input(3, 4, Gradient = true)]
[Attention(Keys = "source", Score = Score.Additive, Hidden = 7)]
public sealed partial class AttentionAdditive;

[Network]
[Input(4, 3, Gradient = true)]
[Attention(Score = Score.Additive)]
[MeanSquaredError]
public sealed partial class AttentionAdditiveSelf;

[Network]
[Input(1, 3, Name = "source", Gradient = true)]
[Input(3, 3, Gradient = true)]
[Attention(Keys = "source")]
public sealed partial class AttentionOfOneKey;

[Network]
[Input(4, 5, Gradient = true)]
[MultiHeadAttention(1)]
public sealed partial class AttentionOneHead;

[Network]
[Input(5, 6, Gradient = true)]
[MultiHeadAttention(2)]
public sealed partial class AttentionTwoHeads;

[Network]
[Input(3, 9, Gradient = true)]
[MultiHeadAttention(3)]
[MeanSquaredError]
public sealed partial class AttentionThreeHeads;

[Network]
[Input(5, 4, Gradient = true)]
[MultiHeadAttention(4)]
public sealed partial class AttentionFourHeadsOfOneColumn;

[Network]
[Input(4, 1, Gradient = true)]
[MultiHeadAttention(1)]
public sealed partial class AttentionOneColumn;

[Network]
[Input(4, 6, Gradient = true)]
[MultiHeadAttention(3, Bias = false)]
public sealed partial class AttentionNoBias;

[Network]
[Input(1, 4, Gradient = true)]
[MultiHeadAttention(2)]
public sealed partial class AttentionOneStep;

[Network]
[Input(5, 6, Gradient = true, Lengths = true)]
[MultiHeadAttention(2)]
public sealed partial class AttentionLengths;

[Network]
[Input(5, 4, Gradient = true)]
[MultiHeadAttention(2, Causal = true)]
public sealed partial class AttentionCausal;

[Network]
[Input(4, 6, Gradient = true, Lengths = true)]
[MultiHeadAttention(3, Causal = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class AttentionCausalLengths;

[Network]
[Input(3, 6, Name = "source", Gradient = true)]
[Input(5, 6, Gradient = true)]
[MultiHeadAttention(2, Keys = "source")]
public sealed partial class AttentionCross;

[Network]
[Input(5, 4, Name = "source", Gradient = true, Lengths = true)]
[Input(3, 4, Gradient = true)]
[MultiHeadAttention(4, Keys = "source")]
public sealed partial class AttentionCrossLengths;

[Network]
[Input(4, 6, Name = "source", Gradient = true, Lengths = true)]
[Input(3, 6, Gradient = true, Lengths = true)]
[MultiHeadAttention(2, Keys = "source", Name = "cross")]
[Dense(2)]
[MeanSquaredError]
public sealed partial class AttentionCrossBothLengths;

[Network]
[Input(4, 5, Name = "source", Gradient = true)]
[Input(3, 4, Gradient = true)]
[MultiHeadAttention(2, Keys = "source")]
public sealed partial class AttentionCrossOtherWidth;

[Network]
[Input(4, 5, Name = "source", Gradient = true, Lengths = true)]
[Dense(3), Tanh(Name = "values")]
[Input(3, 6, Gradient = true)]
[MultiHeadAttention(3, Keys = "source", Values = "values")]
public sealed partial class AttentionCrossThreeWidths;

[Network]
[Tokens(12, 5, Lengths = true)]
[Embedding(4), PositionalEncoding]
[MultiHeadAttention(2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class AttentionPositionOfTokens;

[Network]
[Input(4, 3, Gradient = true, Lengths = true)]
[Lstm(4)]
[MultiHeadAttention(2), Add("lstm1")]
[Gru(3, Return = Return.Last)]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class AttentionOfRecurrent;
