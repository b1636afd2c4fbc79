using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class BestEpochTests
{
    private static readonly Dataset Data = TestNetwork.Examples(60);
    private static readonly Dataset Test = TestNetwork.Examples(200, seed: 2);

    // Few examples and a large rate: the test loss goes up again soon.
    private static readonly TrainerOptions Options = new() { BatchSize = 20, Threads = 2, Patience = 4, KeepBest = true };

    [Fact]
    public void Training_ends_when_no_epoch_does_better_and_the_network_has_the_best_parameters()
    {
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.7), Options);
        var losses = new List<double>();
        var parameters = new List<float[]>();
        trainer.TrainFor(Data, 200, Test, onEpoch: epoch =>
        {
            losses.Add(epoch.Test!.Loss);
            parameters.Add(network.Parameters.Values.ToArray());
        });
        var best = losses.IndexOf(losses.Min());
        Assert.InRange(losses.Count, 6, 199);
        Assert.Equal(best + 1, trainer.BestEpoch);
        Assert.Equal(best + 1 + 4, losses.Count);
        Assert.True(trainer.HasEndedEarly);
        Assert.Equal(parameters[best], network.Parameters.Values);
        Assert.NotEqual(parameters[^1], network.Parameters.Values.ToArray());
        trainer.TrainFor(Data, 5, Test);
        Assert.Equal(losses.Count, trainer.Epoch);
    }

    [Fact]
    public void The_accuracy_and_a_minimum_improvement_can_be_gone_by()
    {
        using var trainer = new Trainer<TestNetwork>(
            TestNetwork.Create(1), new Sgd(0.7), Options with { Monitor = Monitored.Accuracy, MinimumImprovement = 0.02, KeepBest = false });
        var accuracies = new List<double>();
        trainer.TrainFor(Data, 60, Test, onEpoch: epoch => accuracies.Add(epoch.Test!.Accuracy));
        var (best, at) = (double.NegativeInfinity, -1);
        for (var epoch = 0; epoch < accuracies.Count; epoch++)
        {
            if (accuracies[epoch] > best + 0.02)
                (best, at) = (accuracies[epoch], epoch);
        }

        Assert.Equal(at + 1, trainer.BestEpoch);
        Assert.True(accuracies.Count == 60 || accuracies.Count == at + 1 + 4);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(17)]
    public void A_resumed_training_ends_where_an_uninterrupted_one_does(int interruption)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("training.safetensors");
        var whole = TestNetwork.Create(1);
        using var uninterrupted = new Trainer<TestNetwork>(whole, new Sgd(0.7), Options with { AverageDecay = 0.9, AccumulateBatches = 2 });
        uninterrupted.TrainUntil(Data, 200, Test);

        using var stop = new CancellationTokenSource();
        using (var trainer = new Trainer<TestNetwork>(
            TestNetwork.Create(1), new Sgd(0.7), Options with { AverageDecay = 0.9, AccumulateBatches = 2, CheckpointPath = path }))
        {
            Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(
                Data,
                200,
                Test,
                onProgress: (in TrainingProgress progress) =>
                {
                    if (progress.TotalSteps == interruption)
                        stop.Cancel();
                },
                cancellationToken: stop.Token));
        }

        var resumed = TestNetwork.Create(2);
        using var goesOn = new Trainer<TestNetwork>(resumed, new Sgd(0.7), Options with { AverageDecay = 0.9, AccumulateBatches = 2, Threads = 1 });
        goesOn.Resume(path);
        goesOn.TrainUntil(Data, 200, Test);
        Assert.Equal((uninterrupted.Epoch, uninterrupted.BestEpoch), (goesOn.Epoch, goesOn.BestEpoch));
        Assert.Equal(whole.Parameters.Values, resumed.Parameters.Values);
        Assert.Equal(uninterrupted.Average!.Values, goesOn.Average!.Values);

        // The checkpoint is a file of weights all the same.
        resumed.Parameters.Load(path);
    }

    [Fact]
    public void A_checkpoint_that_kept_nothing_is_gone_on_from()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("training.safetensors");
        using (var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), new TrainerOptions { BatchSize = 20 }))
        {
            trainer.TrainFor(Data, 2);
            trainer.SaveCheckpoint(path);
        }

        var network = TestNetwork.Create(1);
        using var resumed = new Trainer<TestNetwork>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 20, KeepBest = true, Patience = 1 });
        resumed.Resume(path);
        Assert.Equal((0, false), (resumed.BestEpoch, resumed.HasEndedEarly));
        resumed.TrainFor(Data, 1, Test);
        Assert.Equal(3, resumed.BestEpoch);
        Assert.Throws<InvalidDataException>(() => new Trainer<TestNetwork>(
            TestNetwork.Create(1), new Sgd(0.1), new TrainerOptions { BatchSize = 20, AverageDecay = 0.5 }).Resume(path));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), Options);
        Assert.Contains("KeepBest", Assert.Throws<ArgumentException>("test", () => trainer.TrainFor(Data, 1)).Message);
        using var line = new Trainer<LineNetwork>(
            LineNetwork.Create(1), new Sgd(0.1), new TrainerOptions { Patience = 1, Monitor = Monitored.Accuracy });
        var points = LineNetwork.Examples((1, 2));
        Assert.Contains("monitor the loss", Assert.Throws<ArgumentException>("test", () => line.TrainFor(points, 1, points)).Message);
        Throws("Patience", new TrainerOptions { Patience = 0 });
        Throws("AccumulateBatches", new TrainerOptions { AccumulateBatches = 0 });
        Throws("AverageDecay", new TrainerOptions { AverageDecay = 1 });
        Throws("MinimumImprovement", new TrainerOptions { MinimumImprovement = double.NaN });
        Throws("Monitor", new TrainerOptions { Monitor = (Monitored)7 });

        static void Throws(string name, TrainerOptions options)
            => Assert.Throws<ArgumentOutOfRangeException>(name, () => new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), options));
    }
}
