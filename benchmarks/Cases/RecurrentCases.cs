using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Recurrent layers with a classifier on every step, over whole sequences.</summary>
internal static class RecurrentCases
{
    private const double LearningRate = 0.1;

    public static IEnumerable<Case> List =>
    [
        .. new NetworkCases<LstmOf256>("LSTM", LearningRate).All(1, 32),
        .. new NetworkCases<GruOf256>("GRU", LearningRate).All(1, 32),
        .. new NetworkCases<RnnOf256>("RNN", LearningRate).All(1, 32),
        .. new NetworkCases<DeepLstmOf256>("Deep LSTM", LearningRate).All(32),
        .. new NetworkCases<BidirectionalLstmOf256>("Bidirectional LSTM", LearningRate).All(32),
    ];
}
