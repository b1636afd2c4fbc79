namespace StaticNets.Samples.TranslateProgram;

// The translators of "Dive into Deep Learning" (https://d2l.ai, chapters 10.7, 11.4 and 11.7 with the sizes of its first edition): width 32,
// two layers, dropout 0.1. Each comes in two sizes, for the characters of dates and for words.

/// <summary>A recurrent encoder whose last state is all the decoder gets (Sutskever, Vinyals and Le 2014).</summary>
[Network]
[Tokens(DateSizes.SourceLength, DateSizes.SourceVocabulary, Name = "source", Lengths = true), Embedding(32, Name = "source_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, Name = "encoder")]
[Tokens(DateSizes.TargetLength, DateSizes.TargetVocabulary, Name = "target"), Embedding(32, Name = "target_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, InitialState = "encoder", Name = "decoder")]
[Dense(DateSizes.TargetVocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class GruDates;

/// <summary>The same for words.</summary>
[Network]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "source", Lengths = true), Embedding(32, Name = "source_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, Name = "encoder")]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "target"), Embedding(32, Name = "target_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, InitialState = "encoder", Name = "decoder")]
[Dense(WordSizes.Vocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class GruWords;

/// <summary>A decoder that looks at every step of the encoder, anew before each token (Bahdanau, Cho and Bengio 2014).</summary>
[Network]
[Tokens(DateSizes.SourceLength, DateSizes.SourceVocabulary, Name = "source", Lengths = true), Embedding(32, Name = "source_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, Name = "encoder")]
[Tokens(DateSizes.TargetLength, DateSizes.TargetVocabulary, Name = "target"), Embedding(32, Name = "target_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, InitialState = "encoder", Attend = "encoder", Expose = true, Name = "decoder")]
[Dense(DateSizes.TargetVocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class AttentionDates;

/// <summary>The same for words.</summary>
[Network]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "source", Lengths = true), Embedding(32, Name = "source_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, Name = "encoder")]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "target"), Embedding(32, Name = "target_embedding")]
[Gru(32, Layers = 2, ResetAfter = true, Dropout = 0.1, InitialState = "encoder", Attend = "encoder", Expose = true, Name = "decoder")]
[Dense(WordSizes.Vocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class AttentionWords;

/// <summary>One block of a Transformer's encoder.</summary>
[Block]
[MultiHeadAttention(4), Dropout(0.1), Add("input"), LayerNorm(Name = "attended")]
[Dense(64), Relu, Dense(32), Dropout(0.1), Add("attended"), LayerNorm]
public sealed class EncoderBlock;

/// <summary>One block of a Transformer's decoder.</summary>
[Block]
[MultiHeadAttention(4, Causal = true), Dropout(0.1), Add("input"), LayerNorm(Name = "seen")]
[MultiHeadAttention(4, Keys = "memory", Expose = true, Name = "cross"), Dropout(0.1), Add("seen"), LayerNorm(Name = "attended")]
[Dense(64), Relu, Dense(32), Dropout(0.1), Add("attended"), LayerNorm]
public sealed class DecoderBlock;

/// <summary>A Transformer of two blocks a side (Vaswani et al. 2017).</summary>
[Network]
[Tokens(DateSizes.SourceLength, DateSizes.SourceVocabulary, Name = "source", Lengths = true), Embedding(32), PositionalEncoding, Dropout(0.1)]
[Use(typeof(EncoderBlock), Repeat = 2, Name = "memory")]
[Tokens(DateSizes.TargetLength, DateSizes.TargetVocabulary, Name = "target"), Embedding(32), PositionalEncoding, Dropout(0.1)]
[Use(typeof(DecoderBlock), Repeat = 2)]
[Dense(DateSizes.TargetVocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class TransformerDates;

/// <summary>The same for words.</summary>
[Network]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "source", Lengths = true), Embedding(32), PositionalEncoding, Dropout(0.1)]
[Use(typeof(EncoderBlock), Repeat = 2, Name = "memory")]
[Tokens(WordSizes.Length, WordSizes.Vocabulary, Name = "target"), Embedding(32), PositionalEncoding, Dropout(0.1)]
[Use(typeof(DecoderBlock), Repeat = 2)]
[Dense(WordSizes.Vocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = SpecialTokens.Padding)]
public sealed partial class TransformerWords;
