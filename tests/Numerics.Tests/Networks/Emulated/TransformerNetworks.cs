namespace StaticNets.Tests.Networks;

// Transformers, written out and in blocks; PyTorch's side is tests/fixtures/reference/transformers.py. Names are those of
// PyTorch's TransformerEncoderLayer and TransformerDecoderLayer.

[Network]
[Input(4, 4, Name = "memory", Gradient = true, Lengths = true)]
[Input(5, 4, Gradient = true, Lengths = true)]
[MultiHeadAttention(2, Causal = true, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[MultiHeadAttention(2, Keys = "memory", Name = "multihead_attn"), Add("norm1"), LayerNorm(Name = "norm2")]
[Dense(6, Name = "linear1"), Gelu, Dense(4, Name = "linear2"), Add("norm2"), LayerNorm(Name = "norm3")]
[MeanSquaredError]
public sealed partial class TransformerDecoderLengths;

[Block]
[MultiHeadAttention(2, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[Dense(6, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("norm1"), LayerNorm(Name = "norm2")]
public sealed class EncoderBlock;

[Network]
[Input(4, 4, Gradient = true)]
[Use(typeof(EncoderBlock))]
[Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class TransformerBlock;
