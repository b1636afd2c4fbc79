using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

[Network, Input(2), BatchNorm, Dense(1), MeanSquaredError]
internal sealed partial class NormalizedNetwork;

public sealed class AccumulationTests
{
    private static readonly Dataset Data = TestNetwork.Examples(500);

    [Theory]
    [InlineData(32, 4)]
    [InlineData(50, 3)]
    [InlineData(200, 2)]
    public void Batches_added_up_are_one_batch(int batchSize, int batches)
    {
        var (loss, accumulated) = Train(new TrainerOptions { BatchSize = batchSize, AccumulateBatches = batches, Threads = 2, ClipNorm = 0.5 });
        var (expected, whole) = Train(new TrainerOptions { BatchSize = batchSize * batches, Threads = 2, ClipNorm = 0.5 });
        Assert.Equal(expected, loss, 1e-5);
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], accumulated[i], 2e-5f);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var options = new TrainerOptions { BatchSize = 60, AccumulateBatches = 3 };
        Assert.Equal(Train(options with { Threads = 1 }).Parameters, Train(options with { Threads = 5 }).Parameters);
    }

    [Fact]
    public void Steps_are_counted_by_updates()
    {
        using var trainer = new Trainer<TestNetwork>(
            TestNetwork.Create(1), new Sgd(0.1), new TrainerOptions { BatchSize = 60, AccumulateBatches = 4, Threads = 1 });
        var steps = new List<TrainingProgress>();
        trainer.TrainFor(Data, 1, onProgress: (in TrainingProgress progress) => steps.Add(progress));
        Assert.Equal([240, 480, 500], steps.Select(progress => progress.ExamplesDone));
        Assert.Equal([1, 2, 3], steps.Select(progress => progress.Step));
        Assert.Equal(3, steps[0].StepsPerEpoch);
        Assert.Equal((3, 3), (trainer.Step, trainer.Optimizer.Steps));
    }

    /// <summary>PyTorch 1.13 in double: two batches of four, whose losses are halved, one step of SGD with the rate 0.1.</summary>
    [Fact]
    public void Statistics_are_those_of_each_batch_as_in_PyTorch()
    {
        var network = new NormalizedNetwork();
        network.Parameters["dense1.weight"] = [0.5f, -0.25f];
        network.Parameters["dense1.bias"] = [0.1f];
        var data = new Dataset(
            [Column.OfValues([1, 2, 2, 0, 0, 1, 3, 5, -1, 2, 4, 4, 2, -3, 0, 0], 2)], Column.OfValues([1, 0, 2, 1, 0, 3, -1, 0.5f], 1));
        using var trainer = new Trainer<NormalizedNetwork>(
            network, new Sgd(0.1), new TrainerOptions { BatchSize = 4, AccumulateBatches = 2, Shuffle = false });
        trainer.TrainFor(data, 1);
        Near("batchnorm1.weight", 0.9825366779f, 0.9625828721f);
        Near("batchnorm1.bias", 0.07125f, -0.035625f);
        Near("dense1.weight", 0.4650733559f, -0.1003314885f);
        Near("dense1.bias", 0.2425f);
        Near("batchnorm1.running_mean", 0.26f, 0.255f);
        Near("batchnorm1.running_var", 1.4516666667f, 2.1216666667f);

        void Near(string name, params float[] expected)
        {
            var actual = network.Parameters[name];
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-5f, $"{name}[{i}] is {actual[i]} instead of {expected[i]}");
        }
    }

    [Fact]
    public void The_example_that_is_not_finite_is_found_in_any_batch()
    {
        (float X, float Y)[] points = [(1, 1), (2, 2), (3, 3), (4, 4), (float.NaN, 5), (6, 6)];
        using var trainer = new Trainer<LineNetwork>(
            LineNetwork.Create(1), new Sgd(0.01), new TrainerOptions { BatchSize = 2, AccumulateBatches = 3, Shuffle = false, Threads = 1 });
        var error = Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(LineNetwork.Examples(points), 1));
        Assert.Contains("example 4", error.Message);
    }

    private static (double Loss, float[] Parameters) Train(TrainerOptions options)
    {
        var network = TestNetwork.Create(3);
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.2), options with { Seed = 5 });
        var loss = 0.0;
        trainer.TrainUntil(Data, 2, onEpoch: epoch => loss = epoch.Loss);
        return (loss, network.Parameters.Values.ToArray());
    }
}
