using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Encoders with a classifier on every step.</summary>
internal static class TransformerCases
{
    private const double LearningRate = 0.01;

    public static IEnumerable<Case> List =>
    [
        .. new NetworkCases<TransformerOf32>("Transformer", LearningRate).All(1, 64),
        .. new NetworkCases<TransformerOf128>("Wide Transformer", LearningRate).All(1, 16),
    ];
}
