namespace StaticNets.Benchmarks.Networks;

// Encoders of PyTorch's TransformerEncoderLayers (post-norm, relu, no dropout), with a classifier on every step.

/// <summary>Two layers of width 32 with 4 heads over 10 steps.</summary>
[Network]
[Input(10, 32)]
[MultiHeadAttention(4, Name = "layer1.self_attn"), Add("input"), LayerNorm(Name = "layer1.norm1")]
[Dense(64, Name = "layer1.linear1"), Relu, Dense(32, Name = "layer1.linear2"), Add("layer1.norm1"), LayerNorm(Name = "layer1.norm2")]
[MultiHeadAttention(4, Name = "layer2.self_attn"), Add("layer1.norm2"), LayerNorm(Name = "layer2.norm1")]
[Dense(64, Name = "layer2.linear1"), Relu, Dense(32, Name = "layer2.linear2"), Add("layer2.norm1"), LayerNorm(Name = "layer2.norm2")]
[Dense(10, Name = "dense1")]
[SoftmaxCrossEntropy]
public sealed partial class TransformerOf32;

/// <summary>Four layers of width 128 with 8 heads over 64 steps.</summary>
[Network]
[Input(64, 128)]
[MultiHeadAttention(8, Name = "layer1.self_attn"), Add("input"), LayerNorm(Name = "layer1.norm1")]
[Dense(512, Name = "layer1.linear1"), Relu, Dense(128, Name = "layer1.linear2"), Add("layer1.norm1"), LayerNorm(Name = "layer1.norm2")]
[MultiHeadAttention(8, Name = "layer2.self_attn"), Add("layer1.norm2"), LayerNorm(Name = "layer2.norm1")]
[Dense(512, Name = "layer2.linear1"), Relu, Dense(128, Name = "layer2.linear2"), Add("layer2.norm1"), LayerNorm(Name = "layer2.norm2")]
[MultiHeadAttention(8, Name = "layer3.self_attn"), Add("layer2.norm2"), LayerNorm(Name = "layer3.norm1")]
[Dense(512, Name = "layer3.linear1"), Relu, Dense(128, Name = "layer3.linear2"), Add("layer3.norm1"), LayerNorm(Name = "layer3.norm2")]
[MultiHeadAttention(8, Name = "layer4.self_attn"), Add("layer3.norm2"), LayerNorm(Name = "layer4.norm1")]
[Dense(512, Name = "layer4.linear1"), Relu, Dense(128, Name = "layer4.linear2"), Add("layer4.norm1"), LayerNorm(Name = "layer4.norm2")]
[Dense(10, Name = "dense1")]
[SoftmaxCrossEntropy]
public sealed partial class TransformerOf128;
