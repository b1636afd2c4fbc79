using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>The next six hours of a load, from the last day. Outputs are scaled to what loads are, about 50 and up to 20 from it.</summary>
[Network]
[Input(24, 1), Normalize]
[Gru(24, Return = Return.Last)]
[Dense(6), Scale(20, 50), MeanSquaredError]
public sealed partial class Forecaster;

/// <summary>A forecaster on windows that slide over a series.</summary>
internal static class Forecast
{
    public static void Run()
    {
        var series = LoadExamples.Make(hours: 24 * 60);
        var data = SeriesWindows.Of(series, features: 1, steps: 24, horizon: 6);
        // The end of the series: windows beside those of the training have hours in common with them.
        var (training, validation) = (data.Slice(0, 1100), data.Slice(1130, data.Count - 1130));
        var network = new Forecaster(seed: 1);
        network.FitNormalization(training);
        using var trainer = new Trainer<Forecaster>(network, new Adam(0.01), new TrainerOptions { Patience = 8, KeepBest = true });
        trainer.TrainFor(training, epochs: 40, validation);
        using var evaluator = new Evaluator<Forecaster>(network);
        Console.WriteLine(evaluator.Evaluate(validation));
        var next = new float[6];
        network.Forward(series.AsSpan(^24..), next);
        Console.WriteLine($"the next hours: {string.Join(", ", next.Select(load => $"{load:0.0}"))}");
    }
}
