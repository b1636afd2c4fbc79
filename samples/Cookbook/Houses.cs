using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>The price of a house, of its area, rooms, age and distance to the station: raw numbers, which the network normalizes itself.</summary>
[Network]
[Input(4), Normalize]
[Dense(32), Relu, Dense(32), Relu]
[Dense(1), MeanSquaredError]
public sealed partial class HousePrice;

/// <summary>Tabular regression.</summary>
internal static class Houses
{
    public static void Run()
    {
        var (training, validation) = HouseExamples.Make(1200).Split(0.2, seed: 1);
        var network = new HousePrice(seed: 1);
        network.FitNormalization(training);
        var options = new TrainerOptions { Patience = 10, KeepBest = true };
        using var trainer = new Trainer<HousePrice>(network, new Adam(0.005), options);
        trainer.TrainFor(training, epochs: 150, validation);
        using var evaluator = new Evaluator<HousePrice>(network);
        Console.WriteLine($"best of {trainer.Epoch} epochs: {trainer.BestEpoch}");
        Console.WriteLine(evaluator.Evaluate(validation));
        var price = new float[1];
        network.Forward([120, 5, 10, 2], price);
        Console.WriteLine($"120 m2, 5 rooms, 10 years, 2 km: {1000 * price[0]:0}");
    }
}
