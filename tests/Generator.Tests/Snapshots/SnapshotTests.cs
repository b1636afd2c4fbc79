using Xunit;

namespace StaticNets.Generator.Tests.Snapshots;

/// <summary>A few things whole, as a user sees them.</summary>
public sealed class SnapshotTests
{
    private static readonly Dictionary<string, string> OneWidth = new() { ["StaticNetsVectorWidths"] = "256" };

    private const string Sorter = """
        using StaticNets;

        namespace Shop;

        /// <summary>Sorts pictures.</summary>
        [Network(Init = Init.Xavier)]
        [Input(3, 8, 8, Name = "image", Gradient = true)]
        [Conv2d(4, 3, Stride = 2, Padding = 1), Relu, GlobalAvgPool(Name = "pooled")]
        [Input(2, Name = "place")]
        [Concat("pooled"), Dense(5)]
        [SoftmaxCrossEntropy]
        public sealed partial class Sorter;
        """;

    [Fact]
    public void CodeOfATinyDenseNetwork() => Verifier.Verify(Run("""
        using StaticNets;

        [Network]
        [Input(3)]
        [Dense(2), Relu]
        [MeanSquaredError]
        public sealed partial class Tiny;
        """).Sources.Single(source => source.HintName == "Tiny.Vector256.g.cs"));

    [Fact]
    public void MembersOfANetwork() => Verifier.Verify(Run(Sorter).Sources.Single(source => source.HintName == "Shop.Sorter.g.cs"));

    [Fact]
    public void WhatTheMembersCall() => Verifier.Verify(Run(Sorter).Sources.Single(source => source.HintName == "Shop.Sorter.Implementation.g.cs"));

    [Fact]
    public void MessagesAboutANetworkWithManyMistakes() => Verifier.Verify(Run("""
        using StaticNets;

        [Network]
        [Input(1, 6, 6, Name = "image")]
        [Conv2d(6, 3, Name = "first"), Relu, AvgPool(3)]
        [Conv2d(16, 5), Sigmoid]
        [Conv2d(4, 3, Groups = 5, From = "frist")]
        [MaxPool(2, Padding = 2, From = "first")]
        [Dense(0)]
        [Flatten(From = "first"), Dense(10), Dropout(1.5)]
        [SoftmaxCrossEntropy]
        public sealed class Mistaken;
        """).Report());

    private static GeneratorRun Run(string source) => GeneratorRun.Of(NetworkSource.Compile(source), OneWidth);
}
