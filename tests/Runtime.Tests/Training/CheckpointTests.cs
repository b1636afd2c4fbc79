using StaticNets.Data;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class CheckpointTests
{
    private static readonly Dataset Data = TestNetwork.Examples(300);
    private static readonly TrainerOptions Options = new() { BatchSize = 64, Threads = 2, Seed = 11 };

    [Theory]
    [InlineData("Sgd")]
    [InlineData("momentum")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    public void A_cancelled_and_resumed_training_gives_the_bits_of_an_uninterrupted_one(string kind)
    {
        Func<Optimizer> optimizer = kind switch
        {
            "Sgd" => () => new Sgd(0.1),
            "momentum" => () => new Sgd(0.1, 0.9),
            "Adam" => () => new Adam(0.01),
            _ => () => new AdamW(0.01),
        };
        using var folder = new TemporaryFolder();
        var path = folder.File("training.safetensors");
        var whole = TestNetwork.Create(1);
        var wholeOptimizer = optimizer();
        var wholeEpochs = new List<(double, double)>();
        using (var trainer = new Trainer<TestNetwork>(whole, wholeOptimizer, Options))
            trainer.TrainUntil(Data, 3, onEpoch: epoch => wholeEpochs.Add((epoch.Loss, epoch.Accuracy)));

        var epochs = new List<(double, double)>();
        using (var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), optimizer(), Options with { CheckpointPath = path }))
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(
                Data, 3,
                onProgress: (in TrainingProgress progress) =>
                {
                    if (progress.TotalSteps == 7)
                        stop.Cancel();
                },
                onEpoch: epoch => epochs.Add((epoch.Loss, epoch.Accuracy)),
                cancellationToken: stop.Token));
            Assert.Equal((1, 7), (trainer.Epoch, trainer.Step));
        }

        // Another network, another seed and another number of threads: everything that matters is in the file.
        var resumed = TestNetwork.Create(2);
        var resumedOptimizer = optimizer();
        using (var trainer = new Trainer<TestNetwork>(resumed, resumedOptimizer, Options with { Seed = 0, Threads = 1 }))
        {
            trainer.Resume(path);
            Assert.Equal((1, 7, 11UL), (trainer.Epoch, trainer.Step, trainer.Seed));
            trainer.TrainUntil(Data, 3, onEpoch: epoch => epochs.Add((epoch.Loss, epoch.Accuracy)));
        }

        Assert.Equal(whole.Parameters.Values, resumed.Parameters.Values);
        Assert.Equal(wholeEpochs, epochs);
        foreach (var name in wholeOptimizer.StateNames)
            Assert.Equal(wholeOptimizer.State(name).Values, resumedOptimizer.State(name).Values);
        Assert.Equal(["training.safetensors"], folder.Names());
    }

    [Fact]
    public void Training_again_goes_on_where_it_was_cancelled()
    {
        var (whole, parts) = (TestNetwork.Create(1), TestNetwork.Create(1));
        using var first = new Trainer<TestNetwork>(whole, new Sgd(0.1), Options);
        first.TrainUntil(Data, 2);
        using var second = new Trainer<TestNetwork>(parts, new Sgd(0.1), Options);
        for (var stopAt = 1; second.Epoch < 2; stopAt += 2)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                second.TrainUntil(Data, 2, cancellationToken: stop.Token, onProgress: (in TrainingProgress progress) =>
                {
                    if (progress.TotalSteps >= stopAt)
                        stop.Cancel();
                });
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(whole.Parameters.Values, parts.Parameters.Values);
    }

    [Fact]
    public void A_checkpoint_is_also_a_file_of_weights()
    {
        using var folder = new TemporaryFolder();
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Adam(), Options);
        trainer.SaveCheckpoint(folder.File("a"));
        var other = TestNetwork.Create(2);
        other.Parameters.Load(folder.File("a"));
        Assert.Equal(network.Parameters.Values, other.Parameters.Values);
        using var file = SafetensorsFile.Open(folder.File("a"));
        Assert.True(file.TryGet("optimizer.exp_avg.dense1.weight", out var entry));
        Assert.Equal([300, 20], entry.Shape);
    }

    [Fact]
    public void Checkpoints_are_written_every_so_many_steps_and_after_epochs()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options with { CheckpointPath = path, CheckpointEvery = 2 });
        var seen = new List<string>();
        trainer.TrainUntil(Data, 2, onProgress: (in TrainingProgress _) =>
        {
            if (File.Exists(path))
                seen.Add(Step());
        });
        // Five steps an epoch; the checkpoint that is due with a step is there when it is reported.
        Assert.Equal(["2", "2", "4", "4", "6", "6", "8", "8", "10"], seen);
        Assert.Equal("10", Step());

        string Step()
        {
            using var file = SafetensorsFile.Open(path);
            return file.Metadata["step"];
        }
    }

    [Fact]
    public void What_a_checkpoint_does_not_fit_is_named_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        var network = TestNetwork.Create(1);
        using (var trainer = new Trainer<TestNetwork>(network, new Adam(), Options))
        {
            trainer.TrainUntil(Data, 1);
            trainer.SaveCheckpoint(path);
        }

        Assert.Contains("earlier TestNetwork", Error(path, new Adam(), Options, data => data["network_hash"] = "x"));
        Assert.Contains("checkpoint of LeNet", Error(path, new Adam(), Options, data => (data["network_hash"], data["network"]) = ("x", "LeNet")));
        Assert.Contains("state of Adam(beta1=0.9", Error(path, new AdamW(), Options));
        Assert.Contains("state of Adam(beta1=0.9", Error(path, new Adam(beta1: 0.8), Options));
        Assert.Contains("batch size 64, but here it is 32", Error(path, new Adam(), Options with { BatchSize = 32 }));
        Assert.Contains("shuffling on, but here it is off", Error(path, new Adam(), Options with { Shuffle = false }));
        Assert.Contains("gradient norm none, but here it is 1", Error(path, new Adam(), Options with { ClipNorm = 1 }));
        Assert.Contains("vector width 64", Error(path, new Adam(), Options, data => data["vector_width"] = "64"));
        Assert.Contains("version 9", Error(path, new Adam(), Options, data => data["staticnets.checkpoint"] = "9"));
        Assert.Contains("no seed", Error(path, new Adam(), Options, data => data.Remove("seed")));
        Assert.Contains("step is 'x'", Error(path, new Adam(), Options, data => data["step"] = "x"));
        Assert.Contains("damaged", Error(path, new Adam(), Options, data => data["position"] = "-1"));
        Assert.Contains("tensors alone", Error(path, new Adam(), Options, data => data.Clear()));

        using var willing = new Trainer<TestNetwork>(network, new Adam(), Options with { BatchSize = 32 });
        willing.Resume(path, allowDifferences: true);
        Assert.Equal(1, willing.Epoch);
    }

    [Fact]
    public void An_epoch_goes_on_with_as_many_examples()
    {
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), Options);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => trainer.TrainUntil(Data, 1, cancellationToken: stop.Token,
            onProgress: (in TrainingProgress _) => stop.Cancel()));
        var thrown = Assert.Throws<ArgumentException>("training", () => trainer.TrainUntil(Data.Slice(0, 200), 1));
        Assert.Contains("200", thrown.Message);
        Assert.Contains("300", thrown.Message);
    }

    [Theory]
    [InlineData("exp_avg", float.NaN)]
    [InlineData("exp_avg_sq", float.PositiveInfinity)]
    public void A_state_that_is_not_finite_is_neither_saved_nor_resumed(string state, float value)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        var optimizer = new Adam();
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), optimizer, Options);
        trainer.TrainUntil(Data, 1);
        trainer.SaveCheckpoint(path);
        var good = File.ReadAllBytes(path);
        var bias = optimizer.State(state)["dense1.bias"];
        bias[7] = value;
        optimizer.State(state)["dense1.bias"] = bias;
        Assert.Contains($"optimizer.{state}.dense1.bias[7] is", Assert.Throws<InvalidOperationException>(() => trainer.SaveCheckpoint(path)).Message);
        Assert.Equal(good, File.ReadAllBytes(path));

        var damaged = $"optimizer.{state}.dense1.bias";
        Assert.Contains(
            $"{damaged}[",
            Error(path, new Adam(), Options, _ => { }, (name, values) => values[^1] = name == damaged ? value : values[^1]));
    }

    [Theory]
    [InlineData("dense1.bias")]
    [InlineData("dense2.weight")]
    public void Parameters_that_are_not_finite_are_not_resumed(string tensor)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using (var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Adam(), Options))
            trainer.SaveCheckpoint(path);
        Assert.Contains(tensor, Error(path, new Adam(), Options, _ => { }, (name, values) => values[1] = name == tensor ? float.NegativeInfinity : values[1]));
    }

    [Theory]
    [InlineData("loss_sum", "NaN")]
    [InlineData("loss_sum", "Infinity")]
    [InlineData("loss_count", "-1")]
    [InlineData("correct", "5000")]
    public void Sums_that_cannot_be_are_not_resumed(string key, string value)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using (var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Adam(), Options))
            trainer.SaveCheckpoint(path);
        Assert.Contains("sums over the epoch", Error(path, new Adam(), Options, data => data[key] = value));
    }

    [Fact]
    public void A_resumed_training_follows_the_schedule_of_its_own_options_from_where_it_stands()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using (var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(0.1), Options))
        {
            trainer.TrainUntil(Data, 1);
            trainer.SaveCheckpoint(path);
        }

        var options = Options with { Schedule = LearningRateSchedule.Exponential(0.5), ScheduleUnit = ScheduleUnit.Step };
        using var resumed = new Trainer<TestNetwork>(TestNetwork.Create(2), new Sgd(32), options);
        resumed.Resume(path);
        var rates = new List<double>();
        resumed.TrainFor(Data, 1, onProgress: (in TrainingProgress progress) => rates.Add(progress.Rate));
        Assert.Equal([1, 0.5, 0.25, 0.125, 0.0625], rates);
    }

    [Fact]
    public void State_that_is_not_finite_is_neither_saved_nor_resumed()
    {
        using var folder = new TemporaryFolder();
        var (path, adam) = (folder.File("a"), new Adam());
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), adam, Options);
        trainer.TrainUntil(Data, 1);
        trainer.SaveCheckpoint(path);
        var whole = File.ReadAllBytes(path);
        adam.State("exp_avg").Set("dense2.bias", [0, float.NaN, 0, 0]);
        var refused = Assert.Throws<InvalidOperationException>(() => trainer.SaveCheckpoint(path)).Message;
        Assert.Contains("optimizer.exp_avg.dense2.bias[1] is NaN", refused);
        Assert.Equal(whole, File.ReadAllBytes(path));

        foreach (var name in new[] { "optimizer.exp_avg.dense2.bias", "optimizer.exp_avg_sq.dense1.weight", "dense2.weight" })
        {
            Copy(path, folder.File("b"), _ => { }, (tensor, values) => values[^1] = tensor == name ? float.PositiveInfinity : values[^1]);
            var (network, fresh) = (TestNetwork.Create(4), new Adam());
            var before = network.Parameters.Values.ToArray();
            using var resumed = new Trainer<TestNetwork>(network, fresh, Options);
            var message = Assert.Throws<InvalidDataException>(() => resumed.Resume(folder.File("b"))).Message;
            Assert.Contains(name + "[", message);
            Assert.Contains("] is Infinity", message);
            Assert.Equal(before, network.Parameters.Values);
            Assert.Equal((0, 0L), (resumed.Epoch, fresh.Steps));
        }
    }

    [Theory]
    [InlineData("optimizer.exp_avg.dense1")]
    [InlineData("optimizer")]
    [InlineData("optimizer_.exp_avg.dense1")]
    [InlineData("recurrent_state.lstm1")]
    public void A_layer_may_be_called_anything(string layer)
    {
        using var folder = new TemporaryFolder();
        ParameterInfo[] entries = [new("dense1.weight", [2], 0, [1], default), new($"{layer}.weight", [2], 2, [1], default), new(
            "optimizer.weight2", [], 4, [], default)];
        var layout = new ParameterLayout("Any", 5, [.. entries]);
        var network = NetworkInfoTests.Small() with { Layout = layout };
        var (set, adam) = (new ParameterSet(layout), new Adam());
        for (var i = 0; i < 5; i++)
            set.Values[i] = i;
        adam.Step(set, set.Clone());
        var state = new TrainingState { Examples = 1, Losses = new LossTotal[1] };
        Checkpoint.Save(folder.File("a"), network, set, adam, null, null, null, new TrainerOptions(), state);
        var (loaded, fresh) = (new ParameterSet(layout), new Adam());
        fresh.Attach(layout);
        Checkpoint.Load(folder.File("a"), network, loaded, fresh, null, null, null, new TrainerOptions(), false);
        Assert.Equal(set.Values, loaded.Values);
        foreach (var name in adam.StateNames)
            Assert.Equal(adam.State(name).Values, fresh.State(name).Values);
        loaded.Clear();
        Assert.Empty(loaded.Load(folder.File("a")).Unknown);
        Assert.Equal(set.Values, loaded.Values);
    }

    private static string Error(string path, Optimizer optimizer, TrainerOptions options, Action<Dictionary<string, string>>? change = null,
        Action<string, float[]>? changeValues = null)
    {
        var network = TestNetwork.Create(4);
        var before = network.Parameters.Values.ToArray();
        using var folder = new TemporaryFolder();
        var copy = folder.File("copy");
        Copy(path, copy, change ?? (_ => { }), changeValues ?? ((_, _) => { }));
        using var trainer = new Trainer<TestNetwork>(network, optimizer, options);
        var message = Assert.Throws<InvalidDataException>(() => trainer.Resume(copy)).Message;
        Assert.Contains(copy, message);
        Assert.Equal(before, network.Parameters.Values);
        Assert.Equal((0, 0), (trainer.Epoch, trainer.Step));
        Assert.Equal(0, optimizer.Steps);
        return message;
    }

    private static void Copy(string path, string copy, Action<Dictionary<string, string>> change, Action<string, float[]> changeValues)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = file.Tensors.Select(entry =>
        {
            var values = new float[entry.Count];
            file.Read(entry.Name, values);
            changeValues(entry.Name, values);
            return new SafetensorsTensor(entry.Name, [.. entry.Shape.Select(extent => (int)extent)], values);
        }).ToArray();
        var metadata = new Dictionary<string, string>(file.Metadata);
        change(metadata);
        Safetensors.Write(copy, tensors, metadata);
    }
}
