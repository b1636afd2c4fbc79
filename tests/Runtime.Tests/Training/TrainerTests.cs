using StaticNets.CompilerServices;
using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class TrainerTests
{
    private static readonly Dataset Data = TestNetwork.Examples(500);

    public static TheoryData<int, double?> Batches => new()
    {
        { 128, null }, { 100, 0.3 }, { 77, null }, { 17, null }, { 1000, 0.1 },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void Any_number_of_threads_gives_the_same_bits(int batchSize, double? clipNorm)
    {
        var expected = Train(1);
        foreach (var threads in new[] { 2, 3, 11 })
        {
            var actual = Train(threads);
            Assert.Equal(expected.Parameters, actual.Parameters);
            Assert.Equal((expected.Loss, expected.Accuracy), (actual.Loss, actual.Accuracy));
        }

        (float[] Parameters, double Loss, double Accuracy) Train(int threads)
        {
            var network = TestNetwork.Create(3);
            var options = new TrainerOptions { BatchSize = batchSize, Threads = threads, Seed = 5, ClipNorm = clipNorm };
            using var trainer = new Trainer<TestNetwork>(network, new Adam(0.01), options);
            var (loss, accuracy) = (0.0, 0.0);
            trainer.TrainUntil(Data, 2, onEpoch: epoch => (loss, accuracy) = (epoch.Loss, epoch.Accuracy));
            return (network.Parameters.Values.ToArray(), loss, accuracy);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(90)]
    [InlineData(112)]
    [InlineData(500)]
    public void A_step_is_Backward_and_an_update_to_the_bit(int batchSize)
    {
        var (network, other) = (TestNetwork.Create(3), TestNetwork.Create(3));
        using var trainer = new Trainer<TestNetwork>(
            network, new Sgd(0.1), new TrainerOptions { BatchSize = batchSize, Threads = 2, Shuffle = false, Seed = 8 });
        var first = double.NaN;
        var stop = new CancellationTokenSource();
        TrainingProgressHandler afterOne = (in TrainingProgress progress) =>
        {
            first = progress.BatchLoss;
            stop.Cancel();
        };
        if (batchSize < Data.Count)
            Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(Data, 1, onProgress: afterOne, cancellationToken: stop.Token));
        else
            trainer.TrainUntil(Data, 1, onProgress: afterOne, cancellationToken: stop.Token);

        BatchChain chain = default;
        var batch = new ExampleBuffer(TestNetwork.Info, Data, batchSize, scores: false).Load(Data, 0, batchSize, ref chain);
        var gradients = TestNetwork.NewGradients();
        batch.Gradients = gradients;
        batch.Seed = 8;
        Assert.Equal(first, Chunks.Backward(other, in batch));
        new Sgd(0.1).Step(other.Parameters, gradients);
        Assert.Equal(other.Parameters.Values, network.Parameters.Values);
    }

    [Fact]
    public void Training_learns_and_reports()
    {
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.5), new TrainerOptions { BatchSize = 64, Threads = 2 });
        var epochs = new List<EpochSummary>();
        var steps = new List<TrainingProgress>();
        trainer.TrainUntil(Data, 5, TestNetwork.Examples(300, 2), (in TrainingProgress progress) => steps.Add(progress), epochs.Add);

        Assert.Equal(5 * 8, steps.Count);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], steps.Take(8).Select(step => step.Step));
        Assert.Equal([64, 128, 192, 256, 320, 384, 448, 500], steps.Take(8).Select(step => step.ExamplesDone));
        Assert.All(steps, step => Assert.Equal((8, 5, 500, 0.5), (step.StepsPerEpoch, step.Epochs, step.Examples, step.Rate)));
        Assert.Equal(40, steps[^1].TotalSteps);
        Assert.Equal(steps[7].Loss, epochs[0].Loss);
        Assert.Equal((steps.Take(7).Sum(step => step.BatchLoss * 64) + steps[7].BatchLoss * 52) / 500, epochs[0].Loss, 1e-12);
        Assert.Equal([1, 2, 3, 4, 5], epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[4].Loss < epochs[0].Loss / 2);
        Assert.True(epochs[4].Accuracy > 0.9);
        Assert.True(epochs[4].Test!.Accuracy > 0.9);
        Assert.True(epochs[4].ExamplesPerSecond > 0);
    }

    [Fact]
    public void Epochs_take_every_example_once_in_an_order_of_their_own()
    {
        var (first, second, again, other) = (new int[1000], new int[1000], new int[1000], new int[1000]);
        Shuffle.Fill(first, 1, 0);
        Shuffle.Fill(second, 1, 1);
        Shuffle.Fill(again, 1, 0);
        Shuffle.Fill(other, 2, 0);
        Assert.Equal(first, again);
        foreach (var order in new[] { second, other })
        {
            Assert.InRange(order.Zip(first).Count(pair => pair.First == pair.Second), 0, 10);
            Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        }

        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
    }

    [Fact]
    public void A_shuffle_favours_no_order()
    {
        var counts = new Dictionary<string, int>();
        var order = new int[4];
        for (var epoch = 0; epoch < 24_000; epoch++)
        {
            Shuffle.Fill(order, 7, epoch);
            var key = string.Concat(order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        // 1000 each; five standard deviations.
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 845, 1155));
    }

    [Fact]
    public void Schedules_count_epochs_or_steps()
    {
        Assert.Equal([0.4, 0.4, 0.2, 0.2], Rates(ScheduleUnit.Epoch));
        Assert.Equal([0.4, 0.2, 0.1, 0.05], Rates(ScheduleUnit.Step));

        List<double> Rates(ScheduleUnit unit)
        {
            var options = new TrainerOptions { BatchSize = 300, Threads = 1, Schedule = LearningRateSchedule.Exponential(0.5), ScheduleUnit = unit };
            using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.4), options);
            var rates = new List<double>();
            trainer.TrainUntil(Data, 2, onProgress: (in TrainingProgress progress) => rates.Add(Math.Round(progress.Rate, 12)));
            return rates;
        }
    }

    [Fact]
    public void Clipping_bounds_the_update()
    {
        var network = TestNetwork.Create(1);
        var before = network.Parameters.Clone();
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(1), new TrainerOptions { BatchSize = 500, Threads = 2, ClipNorm = 0.01 });
        var norm = 0.0;
        trainer.TrainUntil(Data, 1, onProgress: (in TrainingProgress progress) => norm = progress.GradientNorm);
        Assert.True(norm > 0.02);
        for (var i = 0; i < before.Values.Length; i++)
            before.Values[i] -= network.Parameters.Values[i];
        Assert.Equal(0.01, GradientNorm.Compute(before), 1e-5);
    }

    [Fact]
    public void Data_that_do_not_fit_are_named()
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), new TrainerOptions { Threads = 1 });
        Assert.Contains("no examples", Assert.Throws<ArgumentException>("training", () => trainer.TrainUntil(Data.Slice(0, 0), 1)).Message);
        Assert.Throws<ArgumentException>("test", () => trainer.TrainUntil(Data, 1, Data.Slice(0, 0)));
        Assert.Throws<ArgumentException>(() => trainer.TrainUntil(new Dataset(Data.Inputs), 1));
        var narrow = Assert.Throws<ArgumentException>("training", () => trainer.TrainUntil(new Dataset([Column.OfValues(new float[20], 10)],
            Column.OfIndices(new int[2])), 1));
        Assert.StartsWith($"training has 10 values per example as input 0, but {TestNetwork.Info.Name} needs 20 values per example", narrow.Message);
        Assert.Throws<ArgumentNullException>("training", () => trainer.TrainUntil(null!, 1));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => trainer.TrainUntil(Data, -1));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => New(new TrainerOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("Threads", () => New(new TrainerOptions { Threads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("ClipNorm", () => New(new TrainerOptions { ClipNorm = 0 }));
        Assert.Throws<ArgumentException>("CheckpointEvery", () => New(new TrainerOptions { CheckpointEvery = 5 }));

        static Trainer<TestNetwork> New(TrainerOptions options) => new(TestNetwork.Create(1), new Sgd(), options);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failing_step_surfaces_and_training_can_go_on(int threads)
    {
        var options = new TrainerOptions { BatchSize = 100, Threads = threads };
        var (network, reference) = (TestNetwork.Create(1), TestNetwork.Create(1));
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.1), options);
        network.FailingStep = 3;
        var thrown = Assert.Throws<InvalidOperationException>(() => trainer.TrainUntil(Data, 2));
        Assert.Equal("step 3 fails at example 0", thrown.Message);
        Assert.Equal(3, trainer.Step);
        network.FailingStep = null;
        trainer.TrainUntil(Data, 2);
        using var other = new Trainer<TestNetwork>(reference, new Sgd(0.1), options);
        other.TrainUntil(Data, 2);
        Assert.Equal(reference.Parameters.Values, network.Parameters.Values);
    }
}
