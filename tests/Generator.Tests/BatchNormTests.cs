using StaticNets.Data;
using StaticNets.Tests;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What is peculiar to a layer over the whole batch, beside its numbers, for which PyTorch stands in the fixtures.</summary>
public sealed class BatchNormTests
{
    private const string Image = "[Input(2, 5, 6, Gradient = true)] [Conv2d(5, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)] "
        + "[Conv2d(17, 2), BatchNorm(Momentum = 0.25), Gelu, GlobalAvgPool, Dropout(0.2)] [Dense(3), SoftmaxCrossEntropy]";

    private const string Vector = "[Input(5)] [Dense(7), BatchNorm(Epsilon = 0.01), Tanh, Dense(3)] [MeanSquaredError]";

    private const string Sequence = "[Input(6, 3, Lengths = true, Gradient = true)] [Dense(4), BatchNorm(Affine = false), Tanh] [Gru(5)] [BatchNorm, Dense(2)] "
        + "[SoftmaxCrossEntropy]";

    /// <summary>Where a window shortens the lengths, what only fills up a block would have steps.</summary>
    private const string Windows = "[Input(9, 3, Lengths = true, Gradient = true)] [Conv1d(4, 3, Stride = 2, Padding = 1), BatchNorm, Tanh] [Dense(2)]";

    public static MatrixTheoryData<string, int> NetworksOfAllWidths => new([Image, Vector, Sequence, Windows], [128, 256, 512]);

    /// <summary>Blocks of 16, blocks that are not full and examples alone meet at the borders of one batch.</summary>
    [Theory]
    [MemberData(nameof(NetworksOfAllWidths))]
    public void WholeBatchAgreesWithTheInterpreter(string layers, int width)
    {
        var comparison = new EngineComparison(NetworkSource.Of(layers), 70, dataSeed: 7);
        Run(layers, width, engine => Assert.All([2, 4, 5, 16, 18, 37], count => comparison.AssertAgrees(engine, count)));
    }

    /// <summary>Chunks that run one after the other or on threads of their own meet as well.</summary>
    [Theory]
    [MemberData(nameof(NetworksOfAllWidths))]
    public void ChunksOfABatchAgreeWithTheInterpreter(string layers, int width)
    {
        var comparison = new EngineComparison(NetworkSource.Of(layers), 150, dataSeed: 8);
        Run(layers, width, engine => Assert.All([17, 34, 150], count => comparison.AssertAgreesInChunks(engine, count)));
    }

    [Fact]
    public void AnyNumberOfThreadsTrainsToTheSameBitsAndSoDoesAResumedTraining() => OfNetwork(Image, nameof(TrainsToTheSameBits));

    [Fact]
    public void StepMovesTheRunningStatisticsByTheMomentum() => OfNetwork(Vector, nameof(StepMovesBuffers));

    [Fact]
    public void FilesHaveTheBuffersAndOptimizersDoNot() => OfNetwork(Vector, nameof(FilesHaveBuffers));

    [Fact]
    public void FilesCountTheBatchesAsPyTorchDoes() => OfNetwork(Vector, nameof(FilesCountBatches));

    [Fact]
    public void BatchOfOneValueOfEachChannelIsRefusedBeforeItIsTrainedOn() => OfNetwork(Vector, nameof(RefusesBatchesOfOne));

    [Fact]
    public void ValuesOfOneChannelAreNoBatchWhereEachExampleHasMany()
    {
        Assert.Equal(1, NetworkSource.Of(Image).LeastBatch);
        Assert.Equal(2, NetworkSource.Of(Vector).LeastBatch);
    }

    [Fact]
    public void StepInfersWithRunningStatisticsAsForwardDoes() => OfNetwork(
        "[Input(5, 3)] [Gru(4), BatchNorm(Epsilon = 0.1), Dense(2)]",
        nameof(StepsLikeForward),
        """
        public static class Steps
        {
            public static void Run(Net net, float[] input, float[] output, float[] stepped)
            {
                net.Forward(input, output);
                var state = new Net.State();
                for (var step = 0; step < 5; step++)
                {
                    net.Step(System.MemoryExtensions.AsSpan(input, step * 3, 3), System.MemoryExtensions.AsSpan(stepped, step * 2, 2), state);
                }
            }
        }
        """);

    /// <summary>Carried states begin in the first region and end in the last.</summary>
    [Fact]
    public void CarriedStatesGoThroughAllRegions() => OfNetwork("[Input(4, 3)] [Lstm(5), BatchNorm, Dense(2)] [MeanSquaredError]", nameof(CarriesStates));

    [Fact]
    public void TrainingAllocatesNothingOnceWarm() => OfNetwork(Image, nameof(AllocatesNothing));

    [Fact]
    public void WhatIsNotFiniteIsNamed() => OfNetwork(Vector, nameof(NamesWhatIsNotFinite));

    [Fact]
    public void BuffersAreNoParametersInTheTableOfLayers()
        => Assert.Equal([0, 42, 14, 0, 24], NetworkSource.Of(Vector).Layers.Take(5).Select(layer => layer.ParameterCount));

    private static void TrainsToTheSameBits<T>()
        where T : class, INetwork<T>
    {
        var data = Data(T.Info, 150, labels: 3);
        var options = new TrainerOptions { BatchSize = 60, Seed = 5 };
        var expected = Trained(1, options);
        Assert.All([2, 3, 8], threads => Assert.Equal(expected, Trained(threads, options)));
        using var folder = new TemporaryFolder();
        var network = T.Create(1);
        using (var trainer = new Trainer<T>(network, new Adam(), options with { Threads = 2 }))
        {
            // In the middle of the second epoch.
            using var stop = new CancellationTokenSource();
            TrainingProgressHandler stopAtFour = (in TrainingProgress progress) =>
            {
                if (progress.TotalSteps == 4)
                {
                    trainer.SaveCheckpoint(folder.File("net"));
                    stop.Cancel();
                }
            };
            Assert.Throws<OperationCanceledException>(() => { trainer.TrainUntil(data, 2, onProgress: stopAtFour, cancellationToken: stop.Token); });
        }

        var resumed = T.Create(2);
        using (var trainer = new Trainer<T>(resumed, new Adam(), options with { Threads = 1 }))
        {
            trainer.Resume(folder.File("net"));
            trainer.TrainUntil(data, 2);
        }

        Assert.Equal(expected, resumed.Parameters.Values.ToArray());

        float[] Trained(int threads, TrainerOptions options)
        {
            var network = T.Create(1);
            using var trainer = new Trainer<T>(network, new Adam(), options with { Threads = threads });
            trainer.TrainUntil(data, 2);
            return network.Parameters.Values.ToArray();
        }
    }

    private static void StepMovesBuffers<T>()
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        network.Parameters["batchnorm1.running_mean"] = [1, 2, 3, 4, 5, 6, 7];
        var gradients = T.NewGradients();
        var batch = new Batch { Count = 3, Gradients = gradients, Targets = new float[9] };
        batch.SetValues(0, Enumerable.Range(0, 15).Select(i => MathF.Sin(i)).ToArray());
        T.Run(network, in batch);
        float[] mean = gradients["batchnorm1.running_mean"], variance = gradients["batchnorm1.running_var"];
        new Sgd(0.1).Step(network.Parameters, gradients);
        Assert.Equal(mean.Select((value, i) => (0.9f * (i + 1)) + (0.1f * value)), network.Parameters["batchnorm1.running_mean"]);
        Assert.Equal(variance.Select(value => 0.9f + (0.1f * value)), network.Parameters["batchnorm1.running_var"]);

        // A step that is not taken leaves them alone.
        var before = network.Parameters.Values.ToArray();
        gradients.Values.Fill(float.NaN);
        Assert.Throws<ArithmeticException>(() => new Sgd(0.1).Step(network.Parameters, gradients));
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    private static void FilesHaveBuffers<T>()
        where T : class, INetwork<T>
    {
        Assert.Equal(
            ["dense1.weight", "dense1.bias", "batchnorm1.weight", "batchnorm1.bias", "batchnorm1.running_mean", "batchnorm1.running_var", "dense2.weight",
                "dense2.bias"],
            T.Info.Layout.Names);
        using var folder = new TemporaryFolder();
        var network = T.Create(1);
        using var trainer = new Trainer<T>(network, new Adam(), new TrainerOptions { BatchSize = 4, Threads = 1 });
        trainer.TrainFor(Data(T.Info, 8, labels: 0), 1);
        trainer.SaveCheckpoint(folder.File("net"));
        using (var checkpoint = SafetensorsFile.Open(folder.File("net")))
        {
            Assert.Contains("batchnorm1.running_var", checkpoint.Tensors.Select(tensor => tensor.Name));
            Assert.Contains("optimizer.exp_avg.batchnorm1.weight", checkpoint.Tensors.Select(tensor => tensor.Name));
            Assert.DoesNotContain("optimizer.exp_avg.batchnorm1.running_var", checkpoint.Tensors.Select(tensor => tensor.Name));
        }

        // As PyTorch writes it, with a counter that no step needs.
        Safetensors.Write(folder.File("net"), [.. network.Parameters.Tensors(), new("batchnorm1.num_batches_tracked", [1], new float[] { 7 })]);
        var loaded = T.Create(2);
        loaded.Parameters.Load(folder.File("net"));
        Assert.Equal(network.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
        Assert.NotEqual(Enumerable.Repeat(1f, 7), loaded.Parameters["batchnorm1.running_var"]);
    }

    private static void FilesCountBatches<T>()
        where T : class, INetwork<T>
    {
        const string counter = "batchnorm1.num_batches_tracked";
        using var folder = new TemporaryFolder();
        var network = T.Create(1);
        network.Parameters.Save(folder.File("new"));
        Assert.Equal(0, Count("new"));
        var options = new TrainerOptions { BatchSize = 4, Threads = 1 };
        using (var trainer = new Trainer<T>(network, new Adam(), options))
        {
            trainer.TrainFor(Data(T.Info, 12, labels: 0), 1);
            trainer.SaveCheckpoint(folder.File("checkpoint"));
        }

        network.Parameters.Save(folder.File("net"));
        Assert.Equal((3, 3), (Count("net"), Count("checkpoint")));

        // What is loaded, copied or resumed goes on counting.
        var (loaded, resumed) = (T.Create(2), T.Create(2));
        Assert.Empty(loaded.Parameters.Load(folder.File("net")).Unknown);
        loaded.Parameters.Clone().Save(folder.File("loaded"));
        using (var trainer = new Trainer<T>(resumed, new Adam(), options))
        {
            trainer.Resume(folder.File("checkpoint"));
            trainer.TrainFor(Data(T.Info, 12, labels: 0), 1);
        }

        resumed.Parameters.Save(folder.File("resumed"));
        Assert.Equal((3, 6), (Count("loaded"), Count("resumed")));

        // A file without it, as those of earlier versions are.
        Safetensors.Write(folder.File("old"), network.Parameters.Tensors());
        loaded.Parameters.Load(folder.File("old"));
        loaded.Parameters.Save(folder.File("old"));
        Assert.Equal(0, Count("old"));
        Assert.Equal(network.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());

        long Count(string name)
        {
            using var file = SafetensorsFile.Open(folder.File(name));
            Assert.True(file.TryGet(counter, out var entry));
            Assert.Equal(("I64", 0), (entry.TypeName, entry.Shape.Length));
            Assert.Equal(0, entry.Offset % 8);
            return BitConverter.ToInt64(File.ReadAllBytes(folder.File(name)), (int)entry.Offset);
        }
    }

    private static void RefusesBatchesOfOne<T>()
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        var error = Assert.Throws<ArgumentException>(() =>
        {
            var batch = new Batch { Count = 1, Gradients = T.NewGradients(), Targets = new float[3] };
            batch.SetValues(0, new float[5]);
            T.Run(network, in batch);
        });
        Assert.StartsWith("count is 1, but training Net needs batches of at least 2 examples", error.Message, StringComparison.Ordinal);
        using var trainer = new Trainer<T>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 4, Threads = 1 });
        var before = network.Parameters.Values.ToArray();
        error = Assert.Throws<ArgumentException>(() => trainer.TrainFor(Data(T.Info, 9, labels: 0), 1));
        Assert.StartsWith(
            "training has 9 examples, so that with batches of 4 the last has 1, but Net needs at least 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
        trainer.TrainFor(Data(T.Info, 10, labels: 0), 1);

        // Inference knows no batch.
        new Evaluator<T>(network).Evaluate(Data(T.Info, 1, labels: 0));
    }

    private static void StepsLikeForward<T>()
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        network.Parameters["batchnorm1.running_mean"] = [0.1f, 0.2f, 0.3f, 0.4f];
        network.Parameters["batchnorm1.running_var"] = [1.5f, 0.5f, 2, 1];
        float[] input = [.. Enumerable.Range(0, 15).Select(i => MathF.Sin(i))], output = new float[10], stepped = new float[10];
        typeof(T).Assembly.GetType("Steps")!.GetMethod("Run")!.Invoke(null, [network, input, output, stepped]);
        Assert.All(output.Zip(stepped), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.NotEqual(output[..2], output[2..4]);
    }

    private static void CarriesStates<T>()
        where T : class, INetwork<T>
    {
        // 20 sequences side by side, in 2 chunks; each goes on in the next batch.
        var data = Data(T.Info, 60, labels: 0);
        var options = new TrainerOptions { BatchSize = 20, Shuffle = false, CarryState = true };
        Assert.Equal(Trained(1), Trained(2));
        Assert.NotEqual(Trained(1), Trained(1, carries: false));

        float[] Trained(int threads, bool carries = true)
        {
            var network = T.Create(1);
            using var trainer = new Trainer<T>(network, new Sgd(0.1), options with { Threads = threads, CarryState = carries });
            trainer.TrainUntil(data, 1);
            return network.Parameters.Values.ToArray();
        }
    }

    private static void AllocatesNothing<T>()
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        var gradients = T.NewGradients();
        float[] input = new float[70 * T.Info.Inputs[0].Size], inputGradient = new float[input.Length];
        int[] labels = [.. Enumerable.Range(0, 70).Select(i => i % 3)];
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = MathF.Sin(i);
        }

        long before = 0;
        for (var run = 0; run < 4; run++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            var batch = new Batch { Count = 70, Gradients = gradients, Labels = labels };
            batch.SetValues(0, input);
            batch.SetInputGradient(0, inputGradient);
            CompilerServices.Chunks.Backward(network, in batch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void NamesWhatIsNotFinite<T>()
        where T : class, INetwork<T>
    {
        float[] values = [.. Enumerable.Range(0, 20 * 5).Select(i => MathF.Sin(i))];
        values[7 * 5] = float.NaN;
        var data = new Dataset([Column.OfValues(values, 5)], Column.OfValues(new float[20 * 3], 3));
        var network = T.Create(1);
        var before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<T>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 20, Threads = 2, Shuffle = false });
        var error = Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(data, 1));
        Assert.Equal("input input of example 7 of the training dataset", error.Origin);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    private static Dataset Data(NetworkInfo info, int count, int labels)
    {
        var random = new Random(3);
        var inputs = Column.OfValues(Enumerable.Range(0, count * info.Inputs[0].Size).Select(_ => random.NextSingle()).ToArray(), info.Inputs[0].Size);
        return labels > 0
            ? new Dataset([inputs], Column.OfIndices(Enumerable.Range(0, count).Select(i => i % labels).ToArray()))
            : new Dataset(
                [inputs], Column.OfValues(Enumerable.Range(0, count * info.OutputSize).Select(_ => random.NextSingle()).ToArray(), info.OutputSize));
    }

    private void OfNetwork(string layers, string test, string more = "")
        => InMemory.Run(Compiled(layers, 256, more), assembly => InMemory.Call(this, test, assembly.GetType("Net")!));

    private static void Run(string layers, int width, Action<CompiledEngine> use)
        => InMemory.Run(Compiled(layers, width), assembly => use(CompiledEngine.Of(assembly.GetType("Net")!)));

    private static GeneratorRun Compiled(string layers, int width, string more = "")
    {
        var source = $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;\n{more}";
        return GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Text.Literal.Of(width) });
    }
}
