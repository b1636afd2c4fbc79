using StaticNets;

namespace StaticNetsText;

/// <summary>Attention and a dense layer, each normalized before and added to what went in.</summary>
[Block]
[LayerNorm, MultiHeadAttention(2), Add("input", Name = "attended")]
[LayerNorm, Dense(32), Gelu, Dense(16), Add("attended")]
public sealed class TextBlock;

/// <summary>The class of a text of up to 12 words, of which 50 are known.</summary>
[Network]
[Tokens(12, 50, Lengths = true), Embedding(16, Positions = 12)]
[Use(typeof(TextBlock))]
[GlobalAvgPool, Dense(2), SoftmaxCrossEntropy]
public sealed partial class TextClassifier;
