using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Recurrent layers with a classifier on every step, over whole sequences.</summary>
internal static class RecurrentCases
{
    public const int Steps = 35, Features = 28, Hidden = 256, Classes = 28;

    /// <summary>Large enough for a wrong gradient to show in the next losses, small enough to stay finite however often the same batch is learned.</summary>
    private const double LearningRate = 0.1;

    public static IEnumerable<Case> List =>
    [
        .. Family<LstmOf256>("LSTM", RecurrentKind.Lstm, [1, 32]),
        .. Family<GruOf256>("GRU", RecurrentKind.Gru, [1, 32]),
        .. Family<RnnOf256>("RNN", RecurrentKind.Rnn, [1, 32]),
        .. Family<DeepLstmOf256>("Deep LSTM", RecurrentKind.Lstm, [32], layers: 2),
        .. Family<BidirectionalLstmOf256>("Bidirectional LSTM", RecurrentKind.Lstm, [32], bothWays: true),
    ];

    private static IEnumerable<Case> Family<TNetwork>(string name, RecurrentKind kind, int[] batches, int layers = 1, bool bothWays = false)
        where TNetwork : class, INetwork<TNetwork>
    {
        var (forward, training) = MultiplyAdds(kind, layers, bothWays);
        foreach (int batch in batches)
        {
            yield return new Case(
                $"{name} forward", batch, batch * Steps, "token", forward,
                [
                    new(TorchSharpForward.Library, threads => new TorchSharpForward(
                        Module(), Input(batch), [batch, Steps, Features], batch * Steps * Classes, threads)),
                    new(OnnxRuntimeForward.Library, threads => new OnnxRuntimeForward(
                        OnnxRecurrent.Sequence(
                            kind, StaticNetsModel.NamedWeights<TNetwork>(), batch, Steps, Features, Hidden, Classes, layers, bothWays),
                        Input(batch), [batch, Steps, Features], [batch, Steps, Classes], threads)),
                ],
                new(StaticNetsModel.Library, threads => new StaticNetsForward<TNetwork>(TNetwork.Create(0), Input(batch), batch, threads)));
        }
        foreach (int batch in batches)
        {
            yield return new Case(
                $"{name} training step", batch, batch * Steps, "token", training,
                [
                    new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                        Module(), Input(batch), [batch, Steps, Features], SampleData.Labels(batch * Steps, Classes), LearningRate, threads,
                        hasTwinBiases: kind != RecurrentKind.Gru)),
                ],
                new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<TNetwork>(
                    TNetwork.Create(0), Input(batch), SampleData.Labels(batch * Steps, Classes), LearningRate, threads)));
        }

        TorchSharpRecurrent Module() => TorchSharpModel.Load(
            new TorchSharpRecurrent(kind, Features, Hidden, Classes, layers, bothWays), StaticNetsModel.NamedWeights<TNetwork>());
    }

    /// <summary>Of one token. Backward needs as much again for the gradient of the weights and of the inputs, but nobody asks for that of the features.</summary>
    public static (long Forward, long Training) MultiplyAdds(RecurrentKind kind, int layers = 1, bool bothWays = false)
    {
        long directions = bothWays ? 2 : 1;
        long rows = Hidden * kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 } * directions;
        long ofFeatures = rows * Features;
        long forward = ofFeatures + (layers - 1) * rows * Hidden * directions + layers * rows * Hidden + Hidden * directions * Classes;
        return (forward, 3 * forward - ofFeatures);
    }

    private static float[] Input(int batch) => SampleData.Values(batch * Steps * Features);
}
