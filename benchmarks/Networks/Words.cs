namespace StaticNets.Benchmarks.Networks;

/// <summary>A language model over 10,000 words: most of its arithmetic is in the scores of the next word.</summary>
[Network]
[Tokens(32, 10000)]
[Embedding(256)]
[Lstm(512)]
[Dense(10000)]
[SoftmaxCrossEntropy]
public sealed partial class Words;
