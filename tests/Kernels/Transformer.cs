namespace StaticNets.Tests.Kernels;

/// <summary>One layer of a Transformer encoder.</summary>
[Network]
[Input(64, 128)]
[MultiHeadAttention(8, Name = "attention"), Add("input"), LayerNorm(Name = "norm1")]
[Dense(512, Name = "widening"), Relu, Dense(128, Name = "narrowing"), Add("norm1"), LayerNorm(Name = "norm2")]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Transformer;
