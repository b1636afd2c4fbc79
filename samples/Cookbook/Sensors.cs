using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>What somebody does who wears a sensor with two axes: rests, walks or runs. Recordings have 12 to 40 steps.</summary>
[Network]
[Input(40, 2, Lengths = true), Normalize]
[Lstm(24, Return = Return.Last)]
[Dense(3), SoftmaxCrossEntropy]
public sealed partial class Activity;

/// <summary>A recurrent network on recordings of different lengths.</summary>
internal static class Sensors
{
    public static void Run()
    {
        var (recordings, labels) = SensorExamples.Make(900);
        var data = new Dataset([PaddedSequences.Of(recordings, steps: 40, features: 2)], Column.OfIndices(labels));
        var (training, validation) = data.StratifiedSplit(0.2, seed: 1);
        var network = new Activity(seed: 1);
        network.FitNormalization(training);
        using var trainer = new Trainer<Activity>(network, new Adam(0.01), new TrainerOptions { ClipNorm = 1 });
        trainer.TrainFor(training, epochs: 8);
        using var evaluator = new Evaluator<Activity>(network);
        Console.WriteLine(evaluator.Evaluate(validation));
        Console.WriteLine(evaluator.Evaluate(validation).Confusion);
        // As many steps as there are.
        Console.WriteLine($"{SensorExamples.Activities[labels[0]]}: {network.Predict(recordings[0])}");
    }
}
