namespace StaticNets.Benchmarks.Networks;

// The sizes of "Dive into Deep Learning", 10.4 and 11.9, on its English-French sentences: 10 steps, width 32, two layers.

/// <summary>A recurrent encoder, and a decoder that attends to it at every step (Bahdanau, Cho and Bengio 2014).</summary>
[Network]
[Tokens(10, 184, Name = "source"), Embedding(32, Name = "source_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Name = "encoder")]
[Tokens(10, 201, Name = "target"), Embedding(32, Name = "target_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, InitialState = "encoder", Attend = "encoder", Name = "decoder")]
[Dense(201, Name = "dense1")]
[SoftmaxCrossEntropy]
public sealed partial class AttentionTranslator;

/// <summary>One block of a Transformer's encoder.</summary>
[Block]
[MultiHeadAttention(4), Add("input"), LayerNorm(Name = "attended")]
[Dense(64), Relu, Dense(32), Add("attended"), LayerNorm]
public sealed partial class TranslatorEncoderBlock;

/// <summary>One block of a Transformer's decoder.</summary>
[Block]
[MultiHeadAttention(4, Causal = true), Add("input"), LayerNorm(Name = "seen")]
[MultiHeadAttention(4, Keys = "memory"), Add("seen"), LayerNorm(Name = "attended")]
[Dense(64), Relu, Dense(32), Add("attended"), LayerNorm]
public sealed partial class TranslatorDecoderBlock;

/// <summary>A Transformer of two blocks a side (Vaswani et al. 2017).</summary>
[Network]
[Tokens(10, 184, Name = "source"), Embedding(32), PositionalEncoding]
[Use(typeof(TranslatorEncoderBlock), Repeat = 2, Name = "memory")]
[Tokens(10, 201, Name = "target"), Embedding(32), PositionalEncoding]
[Use(typeof(TranslatorDecoderBlock), Repeat = 2)]
[Dense(201)]
[SoftmaxCrossEntropy]
public sealed partial class TransformerTranslator;
