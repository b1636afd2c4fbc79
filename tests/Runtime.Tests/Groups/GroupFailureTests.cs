using StaticNets.Data;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests.Groups;

public sealed class GroupFailureTests
{
    private static readonly TrainerOptions Options = new() { BatchSize = 100, Threads = 1, Seed = 5 };
    private static readonly Dataset Data = TestNetwork.Examples(370);

    public static TheoryData<string> Differences =>
    [
        "batch size", "seed", "learning rate", "optimizer", "training examples", "test examples", "epochs", "shuffling", "norm", "parameters",
        "unit of the schedule",
    ];

    [Theory]
    [MemberData(nameof(Differences))]
    public void What_differs_is_named_on_all_processes_before_the_first_step(string what)
    {
        var messages = new string[3];
        var steps = 0;
        InProcessGroup.Run(3, group =>
        {
            var differs = group.Rank == 2;
            var options = Options with { Group = group };
            if (differs)
            {
                options = what switch
                {
                    "batch size" => options with { BatchSize = 101 },
                    "seed" => options with { Seed = 6 },
                    "shuffling" => options with { Shuffle = false },
                    "norm" => options with { ClipNorm = 1 },
                    "unit of the schedule" => options with { ScheduleUnit = ScheduleUnit.Step },
                    _ => options,
                };
            }

            Optimizer optimizer = differs && what == "optimizer" ? new Sgd(0.01, momentum: 0.9) : new Sgd(differs && what == "learning rate" ? 0.02 : 0.01);
            using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(differs && what == "parameters" ? 2u : 1u), optimizer, options);
            messages[group.Rank] = Assert.Throws<ProcessGroupException>(() => trainer.TrainUntil(
                differs && what == "training examples" ? Data.Slice(0, 369) : Data,
                differs && what == "epochs" ? 3 : 2,
                differs && what == "test examples" ? Data : null,
                (in TrainingProgress _) => steps++)).Message;
        });
        Assert.Contains(what, messages[0]);
        Assert.Contains("on process 2, but", messages[0]);
        Assert.All(messages, message => Assert.Equal(messages[0], message));
        Assert.Equal(0, steps);
    }

    [Fact]
    public void Networks_that_differ_are_named()
    {
        InProcessGroup.Run(2, group =>
        {
            if (group.Rank == 0)
                Check<Dropping>(group);
            else
                Check<Normalizing>(group);
        });

        static void Check<T>(ProcessGroup group)
            where T : class, INetwork<T>
        {
            using var trainer = new Trainer<T>(T.Create(1), new Sgd(), Options with { Group = group });
            var error = Assert.Throws<ProcessGroupException>(() => trainer.TrainUntil(GroupTraining.Examples<T>(100), 1));
            Assert.Contains("the network is Normalizing", error.Message);
            Assert.Contains("but Dropping", error.Message);
        }
    }

    /// <summary>Data that only one process cannot use keep none waiting.</summary>
    [Fact]
    public void Data_that_do_not_fit_on_one_process_are_an_error_on_all() => InProcessGroup.Run(2, group =>
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { Group = group });
        var data = group.Rank == 1 ? new Dataset(Data.Inputs) : Data;
        if (group.Rank == 1)
            Assert.Contains("no labels", Assert.Throws<ArgumentException>(() => trainer.TrainUntil(data, 1)).Message);
        else
            Assert.Contains("Process 1 of 2 failed: training has no labels", Assert.Throws<ProcessGroupException>(() => trainer.TrainUntil(data, 1)).Message);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_that_fails_on_one_process_has_happened_on_none(int threads)
    {
        var expected = GroupTraining.Train<TestNetwork>(Options, Data);
        InProcessGroup.Run(3, group =>
        {
            var network = TestNetwork.Create(3);
            network.FailingStep = group.Rank == 1 ? 3 : null;
            using var trainer = new Trainer<TestNetwork>(network, new Adam(0.01), Options with { Group = group, Threads = threads });
            var error = Record.Exception(() => trainer.TrainUntil(Data, 2))!;
            Assert.StartsWith(group.Rank == 1 ? "step 3 fails at example" : "Process 1 of 3 failed: step 3 fails at example", error.Message);
            Assert.Equal(3, trainer.Step);
            network.FailingStep = null;
            trainer.TrainUntil(Data, 2);
            Assert.Equal(expected.Parameters, network.Parameters.Values);
        });
    }

    /// <summary>Where batches meet, the others wait earlier.</summary>
    [Fact]
    public void A_failure_before_the_border_of_a_batch_reaches_all()
    {
        var labels = new int[200];
        labels[150] = 4;
        var data = new Dataset(GroupTraining.Examples<Normalizing>(200).Inputs, Column.OfIndices(labels));
        InProcessGroup.Run(3, group =>
        {
            using var trainer = new Trainer<Normalizing>(new Normalizing(1), new Sgd(), Options with { Group = group, Shuffle = false });
            var error = Record.Exception(() => trainer.TrainUntil(data, 1));
            Assert.Contains("example 150 of the training dataset", error!.Message);
            Assert.Equal(1, trainer.Step);
        });
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_named_alike_on_all()
    {
        var values = new float[200 * TestNetwork.Features];
        values[150 * TestNetwork.Features] = float.NaN;
        var data = new Dataset([Column.OfValues(values, TestNetwork.Features)], Column.OfIndices(new int[200]));
        InProcessGroup.Run(3, group =>
        {
            using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { Group = group, Shuffle = false });
            var error = Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(data, 1));
            Assert.Contains("input input of example 150 of the training dataset", error.Message);
            Assert.Equal(1, trainer.Step);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void All_stop_before_the_same_step_where_one_is_asked_to_and_go_on_with_any_number_of_processes(int asked)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Shuffle = false, CarryState = true, CheckpointPath = folder.File("checkpoint") };
        var data = GroupTraining.Examples<Remembering>(370);
        var expected = GroupTraining.Train<Remembering>(options with { CheckpointPath = null }, data);
        InProcessGroup.Run(3, group =>
        {
            using var stop = new CancellationTokenSource();
            using var trainer = new Trainer<Remembering>(new Remembering(3), new Adam(0.01), options with { Group = group });
            Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(
                data,
                2,
                onProgress: (in TrainingProgress progress) =>
                {
                    if (group.Rank == asked && progress.TotalSteps == 6)
                        stop.Cancel();
                },
                cancellationToken: stop.Token));
            Assert.Equal(6, trainer.Step);
        });
        foreach (var size in new[] { 1, 2, 4 })
        {
            InProcessGroup.Run(size, group =>
            {
                var network = new Remembering(9);
                using var trainer = new Trainer<Remembering>(network, new Adam(0.01), options with { Group = group, CheckpointPath = null });
                // The first process alone has the file.
                trainer.Resume(group.IsFirst ? options.CheckpointPath! : "nowhere");
                Assert.Equal(6, trainer.Step);
                trainer.TrainUntil(data, 2);
                Assert.Equal(expected.Parameters, network.Parameters.Values);
            });
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_resumed_is_an_error_on_all() => InProcessGroup.Run(2, group =>
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { Group = group });
        if (group.IsFirst)
            Assert.Throws<DirectoryNotFoundException>(() => trainer.Resume("/nowhere/checkpoint"));
        else
            Assert.Contains("Process 0 of 2 failed: ", Assert.Throws<ProcessGroupException>(() => trainer.Resume("/nowhere/checkpoint")).Message);
    });

    [Fact]
    public void Values_that_come_to_differ_are_named_after_the_epoch() => InProcessGroup.Run(3, group =>
    {
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Adam(), Options with { Group = group });
        var error = Assert.Throws<ProcessGroupException>(() => trainer.TrainUntil(Data, 3, onProgress: (in TrainingProgress progress) =>
        {
            if (group.Rank == 1 && progress.TotalSteps == 6)
                network.Parameters.Set("dense2.bias", [1, 2, 3, 4]);
        }));
        Assert.Contains("parameter dense2.bias", error.Message);
        Assert.Contains("process 1", error.Message);
        Assert.Equal(2, trainer.Epoch);
    });

    [Fact]
    public void A_rate_that_is_set_on_one_process_alone_is_named_before_it_does_harm() => InProcessGroup.Run(2, group =>
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), Options with { Group = group });
        var error = Assert.Throws<ProcessGroupException>(() => trainer.TrainUntil(Data, 1, onProgress: (in TrainingProgress progress) =>
        {
            if (group.IsFirst && progress.TotalSteps == 2)
                trainer.Optimizer.Rate = 0.05;
        }));
        Assert.Equal("The learning rate is 0.1 on process 1, but 0.05 on process 0: all of them need the same.", error.Message);
        Assert.Equal(2, trainer.Step);
    });

    [Fact]
    public void The_first_process_alone_writes_and_all_test_though_one_alone_asks_for_results()
    {
        using var folder = new TemporaryFolder();
        InProcessGroup.Run(3, group =>
        {
            var path = folder.File($"checkpoint{group.Rank}");
            using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { Group = group, CheckpointPath = path });
            EpochSummary? last = null;
            trainer.TrainUntil(Data, 1, Data, onEpoch: group.IsFirst ? epoch => last = epoch : null);
            Assert.Equal(group.IsFirst, last?.Test is not null);
            trainer.SaveCheckpoint(path);
            Assert.Equal(group.IsFirst, File.Exists(path));
        });
    }

    [Fact]
    public void An_evaluation_is_shared_out()
    {
        using var alone = new Evaluator<TestNetwork>(TestNetwork.Create(1), threads: 1);
        var expected = alone.Evaluate(Data);
        InProcessGroup.Run(4, group =>
        {
            using var evaluator = new Evaluator<TestNetwork>(TestNetwork.Create(1), group, threads: 1);
            var actual = evaluator.Evaluate(Data);
            Assert.Equal((expected.Loss, expected.Accuracy, expected.Count), (actual.Loss, actual.Accuracy, actual.Count));
            Assert.Equal(expected.Predictions, actual.Predictions);
            Assert.Contains("number of examples to evaluate", Assert.Throws<ProcessGroupException>(
                () => evaluator.Evaluate(Data.Slice(0, 300 + group.Rank))).Message);
        });
    }

    [Fact]
    public void A_step_in_a_group_allocates_nothing()
    {
        var least = new long[2];
        InProcessGroup.Run(2, group =>
        {
            using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Adam(), Options with { Group = group, BatchSize = 120 });
            var mark = 0L;
            least[group.Rank] = long.MaxValue;
            trainer.TrainUntil(TestNetwork.Examples(240), 15, onProgress: (in TrainingProgress progress) =>
            {
                // Within an epoch: between epochs values are compared.
                if (progress.TotalSteps > 10 && progress.Step > 1)
                    least[group.Rank] = Math.Min(least[group.Rank], GC.GetAllocatedBytesForCurrentThread() - mark);
                mark = GC.GetAllocatedBytesForCurrentThread();
            });
        });
        Assert.Equal([0, 0], least);
    }
}
