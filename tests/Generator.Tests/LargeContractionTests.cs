using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Products large enough to lie in panels and to be taken in blocks, of sizes that fill neither, against the interpreter.</summary>
public sealed class LargeContractionTests
{
    /// <summary>The fewest that are run as a block: the interpreter takes long over so many products.</summary>
    private const int Examples = 5;

    public static TheoryData<string, string> Networks => new()
    {
        { "features of no whole panel, inputs of no whole block", "[Input(211, Gradient = true)] [Dense(341), Tanh] [Dense(193), Relu] [Dense(9)] "
            + "[SoftmaxCrossEntropy]" },
        { "whole panels and blocks", "[Input(256, Gradient = true)] [Dense(256)] [MeanSquaredError]" },
        { "steps of different lengths", "[Input(5, 260, Gradient = true, Lengths = true)] [Dense(277), Gelu] [Dense(5)] [SoftmaxCrossEntropy]" },
        { "padded images", "[Input(70, 3, 3, Gradient = true)] [Conv2d(110, 3, Padding = 1), Relu] [Conv2d(75, 3, Stride = 2, Padding = 1), Sigmoid] "
            + "[GlobalAvgPool, Dense(3)] [SoftmaxCrossEntropy]" },
        { "groups of filters whose ends no panel straddles", "[Input(120, 3, 2, Gradient = true)] [Conv2d(144, 3, Padding = 1, Groups = 2), Relu] "
            + "[GlobalAvgPool]" },
        { "groups of filters that panels do not fit", "[Input(120, 2, 3, Gradient = true)] [Conv2d(140, 3, Padding = 1, Groups = 2), Relu] [GlobalAvgPool]" },
        { "filters that come second", "[Input(90, 2, 3, Gradient = true)] [ConvTranspose2d(110, 3, Stride = 2, Padding = 1), Sigmoid] "
            + "[GlobalAvgPool, Dense(3)] [SoftmaxCrossEntropy]" },
        { "lengths that follow a stride", "[Input(6, 150, Gradient = true, Lengths = true)] [Conv1d(160, 3, Stride = 2, Padding = 1), GroupNorm(4), Tanh] "
            + "[GlobalMaxPool, Dense(3)] [SoftmaxCrossEntropy]" },
        { "gates of no whole panel", "[Input(3, 130, Gradient = true)] [Lstm(150)] [Dense(5)] [SoftmaxCrossEntropy]" },
        { "a reset before and after", "[Input(2, 160, Gradient = true, Lengths = true)] [Gru(150), Gru(150, ResetAfter = true)] [Dense(4)] "
            + "[MeanSquaredError]" },
        { "both directions", "[Input(2, 256, Gradient = true)] [Rnn(272, Bidirectional = true)] [Dense(4)] [SoftmaxCrossEntropy]" },
        { "heads of no whole panel", "[Input(3, 270, Gradient = true)] [MultiHeadAttention(6), LayerNorm] [Dense(4)] [SoftmaxCrossEntropy]" },
        { "parameters that products read both ways", "[Input(2, 260, Gradient = true)] [Parameter(260, 271, Name = \"a\", Uniform = 0.1)] "
            + "[Parameter(253, 271, Name = \"b\", Uniform = 0.1)] [MatMul(\"a\", From = \"input\"), Tanh, MatMul(\"b\", Transpose = true), Dense(3)] "
            + "[MeanSquaredError]" },
        { "parameters that joins and products read", "[Input(260, 258, Gradient = true)] [Parameter(260, 258, Name = \"a\", Uniform = 0.1)] "
            + "[Multiply(\"a\", From = \"input\"), Reduce(Name = \"b\")] [MatMul(\"b\", From = \"a\"), Dense(3)] [MeanSquaredError]" },
        { "both directions with a reset after", "[Input(2, 51, Gradient = true)] [Gru(579, ResetAfter = true, Bidirectional = true)] [Dense(79)] "
            + "[SoftmaxCrossEntropy]" },
        { "a norm behind filters of no whole panel", "[Input(115, 3, 3, Gradient = true)] [Conv2d(115, 3, Padding = 1, Bias = false), BatchNorm, Relu] "
            + "[GlobalAvgPool, Dense(3)] [SoftmaxCrossEntropy]" },
        { "tokens", "[Tokens(2, 700), Embedding(96), Dense(700)] [SoftmaxCrossEntropy]" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void AgreesWithTheInterpreter(string what, string layers)
    {
        Assert.NotEmpty(what);
        var comparison = new EngineComparison(NetworkSource.Of(layers), Examples, dataSeed: 7);
        CompiledLayers.ForEachWidth(layers, [256, 512], (_, compiled) =>
        {
            comparison.AssertAgrees(compiled, Examples);
            comparison.AssertAgrees(compiled, 1);
        });
    }
}
