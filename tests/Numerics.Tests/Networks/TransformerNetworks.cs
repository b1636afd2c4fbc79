namespace StaticNets.Tests.Networks;

// Transformers, written out and in blocks; PyTorch's side is tests/fixtures/reference/transformers.py. Names are those of
// PyTorch's TransformerEncoderLayer and TransformerDecoderLayer.

[Network]
[Input(4, 6, Gradient = true)]
[MultiHeadAttention(2, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[Dense(10, Name = "linear1"), Relu, Dense(6, Name = "linear2"), Add("norm1"), LayerNorm(Name = "norm2")]
public sealed partial class TransformerEncoder;

[Network]
[Input(5, 4, Gradient = true, Lengths = true)]
[MultiHeadAttention(2, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[Dense(7, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("norm1"), LayerNorm(Name = "norm2")]
public sealed partial class TransformerEncoderLengths;

[Network]
[Input(4, 6, Gradient = true)]
[LayerNorm(Name = "norm1"), MultiHeadAttention(3, Name = "self_attn"), Add("input", Name = "attended")]
[LayerNorm(Name = "norm2"), Dense(8, Name = "linear1"), Gelu, Dense(6, Name = "linear2"), Add("attended")]
public sealed partial class TransformerEncoderPreNorm;

[Network]
[Input(4, 4, Gradient = true, Lengths = true)]
[LayerNorm(Name = "norm1"), MultiHeadAttention(1, Name = "self_attn"), Add("input", Name = "attended")]
[LayerNorm(Name = "norm2"), Dense(9, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("attended")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class TransformerEncoderPreNormLengths;

[Network]
[Input(5, 4, Name = "memory", Gradient = true)]
[Input(4, 4, Gradient = true)]
[MultiHeadAttention(2, Causal = true, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[MultiHeadAttention(2, Keys = "memory", Name = "multihead_attn"), Add("norm1"), LayerNorm(Name = "norm2")]
[Dense(7, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("norm2"), LayerNorm(Name = "norm3")]
public sealed partial class TransformerDecoder;

[Network]
[Input(3, 4, Name = "memory", Gradient = true, Lengths = true)]
[Input(4, 4, Gradient = true)]
[LayerNorm(Name = "norm1"), MultiHeadAttention(4, Causal = true, Name = "self_attn"), Add("input", Name = "seen")]
[LayerNorm(Name = "norm2"), MultiHeadAttention(4, Keys = "memory", Name = "multihead_attn"), Add("seen", Name = "attended")]
[LayerNorm(Name = "norm3"), Dense(5, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("attended")]
public sealed partial class TransformerDecoderPreNorm;

[Block]
[MultiHeadAttention(2, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[Dense(7, Name = "linear1"), Relu, Dense(6, Name = "linear2"), Add("norm1"), LayerNorm(Name = "norm2")]
public sealed class WiderEncoderBlock;

[Network]
[Input(3, 6, Gradient = true, Lengths = true)]
[Use(typeof(WiderEncoderBlock), Repeat = 3)]
public sealed partial class TransformerBlocks;

[Block]
[LayerNorm(Name = "norm1"), MultiHeadAttention(3, Name = "self_attn"), Add("input", Name = "attended")]
[LayerNorm(Name = "norm2"), Dense(7, Name = "linear1"), Gelu, Dense(6, Name = "linear2"), Add("attended")]
public sealed class PreNormEncoderBlock;

[Network]
[Input(3, 6, Gradient = true)]
[Use(typeof(PreNormEncoderBlock), Repeat = 2, Name = "layer")]
[LayerNorm]
[MeanSquaredError]
public sealed partial class TransformerBlocksNamed;

[Block]
[MultiHeadAttention(2), Add("input"), LayerNorm]
[Dense(5), Gelu, Dense(4), Add("layernorm1"), LayerNorm]
public sealed class EncoderBlockOfDefaultNames;

[Network]
[Input(4, 4, Gradient = true)]
[Use(typeof(EncoderBlockOfDefaultNames), Repeat = 2)]
public sealed partial class TransformerBlocksOfDefaultNames;

[Block]
[MultiHeadAttention(2, Causal = true, Name = "self_attn"), Add("input"), LayerNorm(Name = "norm1")]
[MultiHeadAttention(2, Keys = "memory", Name = "multihead_attn"), Add("norm1"), LayerNorm(Name = "norm2")]
[Dense(5, Name = "linear1"), Relu, Dense(4, Name = "linear2"), Add("norm2"), LayerNorm(Name = "norm3")]
public sealed class DecoderBlock;

[Network]
[Input(4, 3, Name = "source", Gradient = true, Lengths = true)]
[Dense(4), Tanh(Name = "memory")]
[Input(3, 4, Gradient = true, Lengths = true)]
[Use(typeof(DecoderBlock), Repeat = 2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class TransformerDecoderBlocks;

[Block]
[LayerNorm, MultiHeadAttention(2, Causal = true), Add("input")]
[LayerNorm, Dense(9), Gelu, Dense(6), Add("add1")]
public sealed class CausalBlock;

[Network]
[Tokens(5, 7)]
[Embedding(6), PositionalEncoding]
[Use(typeof(CausalBlock), Repeat = 2)]
[LayerNorm, Dense(7)]
[SoftmaxCrossEntropy]
public sealed partial class TransformerLanguageModel;

[Network]
[Tokens(4, 6, Name = "source", Lengths = true)]
[Embedding(4), PositionalEncoding]
[Use(typeof(EncoderBlock), Name = "memory")]
[Tokens(3, 5, Name = "target", Lengths = true)]
[Embedding(4), PositionalEncoding]
[Use(typeof(DecoderBlock), Repeat = 2)]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class TransformerTranslator;
