using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class HandlerTests
{
    private const int StepsPerEpoch = 5;
    private static readonly Dataset Data = TestNetwork.Examples(300);
    private static readonly TrainerOptions Options = new() { BatchSize = 64, Threads = 2, Seed = 3 };

    /// <summary>Every step of two epochs, and the ends of both.</summary>
    public static TheoryData<int, bool> Moments => new(
        from moment in Enumerable.Range(1, (2 * StepsPerEpoch) + 2)
        from cancels in new[] { true, false }
        select (moment, cancels));

    [Theory]
    [MemberData(nameof(Moments))]
    public void Training_interrupted_at_any_moment_goes_on_to_the_same_bits(int moment, bool cancels)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        var expected = TestNetwork.Create(1);
        using (var whole = new Trainer<TestNetwork>(expected, new Adam(0.01), Options))
            whole.TrainFor(Data, 3, Data);

        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Adam(0.01), Options with { CheckpointPath = path, CheckpointEvery = 1 });
        using var stop = new CancellationTokenSource();
        var moments = 0;
        void Pass()
        {
            if (++moments != moment)
                return;
            stop.Cancel();
            if (!cancels)
                throw new FormatException("thrown by a handler");
        }

        var thrown = Record.Exception(() => trainer.TrainUntil(Data, 3, Data, (in TrainingProgress _) => Pass(), _ => Pass(), stop.Token));
        Assert.IsType(cancels ? typeof(OperationCanceledException) : typeof(FormatException), thrown);

        var network = TestNetwork.Create(9);
        using (var resumed = new Trainer<TestNetwork>(network, new Adam(0.01), Options))
        {
            resumed.Resume(path);
            Assert.Equal((trainer.Epoch, trainer.Step), (resumed.Epoch, resumed.Step));
            var epochs = new List<EpochSummary>();
            resumed.TrainUntil(Data, 3, onEpoch: epochs.Add);
            Assert.All(epochs,
                epoch => Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.Accuracy) && double.IsFinite(epoch.ExamplesPerSecond)));
        }

        Assert.Equal(expected.Parameters.Values, network.Parameters.Values);
        trainer.TrainUntil(Data, 3);
        Assert.Equal(expected.Parameters.Values, trainer.Network.Parameters.Values);
    }

    [Fact]
    public void The_checkpoint_of_a_step_is_there_before_its_handler_throws()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { CheckpointPath = path, CheckpointEvery = 1 });
        Assert.Throws<FormatException>(() => trainer.TrainFor(Data, 1, onProgress: (in TrainingProgress _) => throw new FormatException()));
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("1", file.Metadata["step"]);
    }

    [Theory]
    [InlineData("step")]
    [InlineData("epoch")]
    [InlineData("data")]
    [InlineData("schedule")]
    public void Handlers_cannot_train_or_resume_but_save_and_evaluate(string moment)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        Trainer<TestNetwork>? trainer = null;
        var calls = 0;
        void Call()
        {
            calls++;
            Assert.Contains("cannot train while it trains", Assert.Throws<InvalidOperationException>(() => trainer!.TrainFor(Data, 1)).Message);
            Assert.Contains("cannot train while it trains", Assert.Throws<InvalidOperationException>(() => trainer!.TrainUntil(Data, 1)).Message);
            trainer!.SaveCheckpoint(path);
            Assert.Contains("cannot resume a checkpoint while it trains", Assert.Throws<InvalidOperationException>(() => trainer!.Resume(path)).Message);
            using var evaluator = new Evaluator<TestNetwork>(trainer!.Network, 1);
            Assert.True(double.IsFinite(evaluator.Evaluate(Data).Loss));
        }

        var network = TestNetwork.Create(1);
        var options = Options with { Schedule = moment == "schedule" ? new Calling(Call) : LearningRateSchedule.Constant };
        using var made = trainer = new Trainer<TestNetwork>(network, new Sgd(0.1), options);
        TrainingData data = moment == "data" ? new CallingData(Call) : Data;
        trainer.TrainFor(data, 2, onProgress: moment == "step" ? (in TrainingProgress _) => Call() : null, onEpoch: moment == "epoch" ? _ => Call() : null);
        Assert.True(calls >= 2);

        var expected = TestNetwork.Create(1);
        using var undisturbed = new Trainer<TestNetwork>(expected, new Sgd(0.1), Options);
        undisturbed.TrainFor(Data, 2);
        Assert.Equal(expected.Parameters.Values, network.Parameters.Values);

        // What is refused in handlers works afterwards.
        trainer.Resume(path);
        trainer.TrainFor(Data, 1);
    }

    [Theory]
    [InlineData("step", 1)]
    [InlineData("last step", StepsPerEpoch)]
    [InlineData("epoch", StepsPerEpoch)]
    [InlineData("data", 0)]
    [InlineData("schedule", 0)]
    public void A_trainer_disposed_of_in_a_handler_ends_its_training(string moment, long steps)
    {
        using var folder = new TemporaryFolder();
        Trainer<TestNetwork>? trainer = null;
        void Call() => trainer!.Dispose();
        var options = Options with { Schedule = moment == "schedule" ? new Calling(Call) : LearningRateSchedule.Constant };
        trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), options);
        var thrown = Assert.Throws<ObjectDisposedException>(() => trainer.TrainFor(
            moment == "data" ? new CallingData(Call) : Data,
            2,
            Data,
            (in TrainingProgress progress) =>
            {
                if (moment == "step" || (moment == "last step" && progress.Step == StepsPerEpoch))
                    Call();
            },
            _ =>
            {
                if (moment == "epoch")
                    Call();
            }));
        Assert.Equal("Trainer<TestNetwork>", thrown.ObjectName);
        Assert.Equal(steps, trainer.Step);
        trainer.SaveCheckpoint(folder.File("a"));
    }

    [Fact]
    public void What_is_disposed_of_is_named()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options);
        trainer.TrainFor(Data, 1);
        trainer.Dispose();
        trainer.Dispose();
        Assert.Equal("Trainer<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => trainer.TrainFor(Data, 1)).ObjectName);
        Assert.Equal("Trainer<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => trainer.TrainUntil(Data, 1)).ObjectName);
        trainer.SaveCheckpoint(folder.File("a"));
        Assert.Equal("Trainer<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => trainer.Resume(folder.File("a"))).ObjectName);

        var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), 2);
        evaluator.Dispose();
        Assert.Equal("Evaluator<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => evaluator.Evaluate(Data)).ObjectName);
        Assert.Equal("Evaluator<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => evaluator.Predict(Data)).ObjectName);
        Assert.Equal("Evaluator<TestNetwork>", Assert.Throws<ObjectDisposedException>(() => evaluator.Predict(new float[TestNetwork.Features],
            new int[1])).ObjectName);
    }

    [Fact]
    public void Epochs_are_counted_from_here_or_in_all()
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options);
        var seen = new List<(int, int)>();
        Action<EpochSummary> add = epoch => seen.Add((epoch.Epoch, epoch.Epochs));
        trainer.TrainFor(Data, 2, onEpoch: add);
        trainer.TrainFor(Data, 2, onEpoch: add);
        trainer.TrainFor(Data, 0, onEpoch: add);
        trainer.TrainUntil(Data, 4, onEpoch: add);
        trainer.TrainUntil(Data, 5, onEpoch: add);
        Assert.Equal([(1, 2), (2, 2), (3, 4), (4, 4), (5, 5)], seen);
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => trainer.TrainFor(Data, -1));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => trainer.TrainFor(Data, int.MaxValue, onProgress: (in TrainingProgress _) => stop.Cancel(),
            cancellationToken: stop.Token));

        // What is left of an epoch is the first of those to come.
        trainer.TrainFor(Data, 1, onEpoch: add);
        Assert.Equal((6, 6), seen[^1]);
        Assert.Equal(6 * StepsPerEpoch, trainer.Step);
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_data()
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), Options with { BatchSize = 10_000 });
        var steps = new List<TrainingProgress>();
        trainer.TrainFor(Data, 2, onProgress: (in TrainingProgress progress) => steps.Add(progress));
        Assert.All(steps, step => Assert.Equal((1, 1, 300, 300), (step.Step, step.StepsPerEpoch, step.ExamplesDone, step.Examples)));
        Assert.Equal(2, steps.Count);
    }

    private sealed record Calling(Action Call) : LearningRateSchedule
    {
        public override double Rate(double rate, long time)
        {
            Call();
            return rate;
        }
    }

    private sealed class CallingData(Action call) : TrainingData
    {
        public override Dataset ForEpoch(ulong seed, int epoch)
        {
            call();
            return Data;
        }
    }
}
