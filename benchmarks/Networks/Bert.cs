namespace StaticNets.Benchmarks.Networks;

/// <summary>One layer of BERT's encoder (Devlin et al. 2018), 384 wide: post-norm, with GELU.</summary>
[Block]
[MultiHeadAttention(12), Add("input"), LayerNorm(Name = "attended")]
[Dense(1536), Gelu, Dense(384), Add("attended"), LayerNorm]
public sealed partial class BertLayer;

/// <summary>Six layers over 128 steps, with a classifier on every step.</summary>
[Network]
[Input(128, 384)]
[Use(typeof(BertLayer), Repeat = 6)]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Bert;
