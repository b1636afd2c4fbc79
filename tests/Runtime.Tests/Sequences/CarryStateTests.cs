using StaticNets.CompilerServices;
using StaticNets.Data;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests.Sequences;

public sealed class CarryStateTests
{
    private static readonly SequenceExamples Examples = new(170);
    private static readonly TrainerOptions Options = new() { BatchSize = 50, Threads = 2, Shuffle = false, CarryState = true, Seed = 3 };

    [Fact]
    public void Each_example_goes_on_where_the_batch_before_left_it_on_any_number_of_threads()
    {
        var (expected, buffer) = (RunningSums.Create(1), new ExampleBuffer(RunningSums.Info, Examples.Dataset, 50, scores: false));
        var (optimizer, gradients) = (new Sgd(0.001), RunningSums.NewGradients());
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var state = new RunningSums.State(50);
            for (var first = 0; first < 170; first += 50)
            {
                BatchChain chain = default;
                var batch = buffer.Load(Examples.Dataset, first, Math.Min(50, 170 - first), ref chain);
                (batch.State, batch.Gradients) = (state, gradients);
                Chunks.Backward(expected, in batch);
                optimizer.Step(expected.Parameters, gradients);
            }
        }

        foreach (var threads in new[] { 1, 2, 3 })
        {
            var network = RunningSums.Create(1);
            using var trainer = new Trainer<RunningSums>(network, new Sgd(0.001), Options with { Threads = threads });
            trainer.TrainUntil(Examples.Dataset, 2);
            Assert.Equal(expected.Parameters.Values, network.Parameters.Values);
        }
    }

    [Fact]
    public void Without_it_every_example_starts_at_zero()
    {
        var (carried, fresh) = (Losses(Options), Losses(Options with { CarryState = false }));
        Assert.Equal(carried[0], fresh[0]);
        Assert.NotEqual(carried[1], fresh[1]);
    }

    [Fact]
    public void A_resumed_training_has_the_states_of_its_place()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("checkpoint");
        var expected = RunningSums.Create(1);
        using (var trainer = new Trainer<RunningSums>(expected, new Adam(0.01), Options))
            trainer.TrainUntil(Examples.Dataset, 2);

        var stop = new CancellationTokenSource();
        using (var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Adam(0.01), Options with { CheckpointPath = path }))
        {
            Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(
                Examples.Dataset,
                2,
                onProgress: (in TrainingProgress progress) => { if (progress.TotalSteps == 6) stop.Cancel(); },
                cancellationToken: stop.Token));
        }

        var network = RunningSums.Create(9);
        using (var trainer = new Trainer<RunningSums>(network, new Adam(0.01), Options with { Threads = 3 }))
        {
            trainer.Resume(path);
            Assert.Equal(6, trainer.Step);
            trainer.TrainUntil(Examples.Dataset, 2);
        }

        Assert.Equal(expected.Parameters.Values, network.Parameters.Values);
        // A checkpoint is a file of weights as well, states or not.
        RunningSums.Create(0).Parameters.Load(path);
    }

    [Fact]
    public void A_checkpoint_of_other_sequences_is_refused_unless_differences_are_allowed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("checkpoint");
        using (var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(), Options))
        {
            trainer.TrainUntil(Examples.Dataset, 1);
            trainer.SaveCheckpoint(path);
        }

        using var without = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(), Options with { CarryState = false });
        Assert.Contains("carrying of states on, but here it is off", Assert.Throws<InvalidDataException>(() => without.Resume(path)).Message);
        without.Resume(path, allowDifferences: true);
        using var smaller = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(), Options with { BatchSize = 20 });
        Assert.Throws<InvalidDataException>(() => smaller.Resume(path));
        smaller.Resume(path, allowDifferences: true);
        smaller.TrainUntil(Examples.Dataset, 2);
    }

    [Fact]
    public void A_step_that_fails_leaves_the_states_as_they_were()
    {
        using var folder = new TemporaryFolder();
        var (before, after) = (folder.File("before"), folder.File("after"));
        var targets = new float[170 * RunningSums.Steps];
        // The last label of a sequence may be padding, the first is always real.
        targets[120 * RunningSums.Steps] = float.NaN;
        var data = new Dataset(Examples.Dataset.Inputs, Column.OfValues(targets, RunningSums.Steps));
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.001), Options);
        Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(
            data, 1, onProgress: (in TrainingProgress progress) => { if (progress.TotalSteps == 2) trainer.SaveCheckpoint(before); }));
        Assert.Equal(2, trainer.Step);
        trainer.SaveCheckpoint(after);
        Assert.Equal(File.ReadAllBytes(before), File.ReadAllBytes(after));
    }

    [Fact]
    public void Options_that_cannot_be_are_named()
    {
        var shuffled = Assert.Throws<ArgumentException>(
            "CarryState", () => new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(), new TrainerOptions { CarryState = true }));
        Assert.Contains("Shuffle", shuffled.Message);
        var stateless = Assert.Throws<ArgumentException>(() => new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options));
        Assert.Contains("TestNetwork carries no state", stateless.Message);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var steps = new List<long>(100);
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.001), Options with { Threads = 1 });
        trainer.TrainUntil(Examples.Dataset, 10, onProgress: (in TrainingProgress _) => steps.Add(GC.GetAllocatedBytesForCurrentThread()));
        // Within the last epochs, between the first progress and the last.
        var least = Enumerable.Range(5, 5).Min(epoch => steps[epoch * 4 + 3] - steps[epoch * 4]);
        Assert.Equal(0, least);
    }

    private static List<double> Losses(TrainerOptions options)
    {
        var losses = new List<double>();
        using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(0.001), options);
        trainer.TrainUntil(Examples.Dataset, 1, onProgress: (in TrainingProgress progress) => losses.Add(progress.BatchLoss));
        return losses;
    }
}
