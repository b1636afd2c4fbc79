using System.Runtime.CompilerServices;
using StaticNets.CompilerServices;
using StaticNets.Data;
using StaticNets.Tests;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks with several losses: PyTorch's numbers (tests/fixtures/several_losses.py), and what trainers, evaluators and files make of them.</summary>
public sealed class SeveralLossesTests
{
    private const string Heads = """
        [Dense(4, From = "trunk", Name = "tags")]
        [Dense(2, From = "trunk", Name = "levels")]
        [GlobalAvgPool(From = "trunk")] [Dense(3, Name = "kinds")]
        [SoftmaxCrossEntropy(From = "tags", Name = "tag", Weight = 0.5, IgnoreIndex = 1)]
        [L1(From = "levels", Name = "level", Weight = 2)]
        [SoftmaxCrossEntropy(Name = "kind")]
        """;

    private const string Trunk = "[Input(6, 3, Lengths = true, Gradient = true)] [Dense(5, Name = \"mix\")] [Tanh(Name = \"trunk\")]";

    private const string TrunkOverBatches
        = "[Input(6, 3, Lengths = true, Gradient = true)] [Dense(5, Name = \"mix\")] [BatchNorm(Name = \"norm\")] [Tanh(Name = \"trunk\")]";

    private static readonly Dictionary<string, string> Layers = new()
    {
        ["Tasks"] = $"{Trunk} {Heads}",
        ["TasksOverBatches"] = $"{TrunkOverBatches} {Heads}",
        ["WeightedTasks"] = $"{Trunk} {Heads.Replace("IgnoreIndex = 1", "IgnoreIndex = 1, LabelSmoothing = 0.25", StringComparison.Ordinal)}",
        ["WeightedTasksOverBatches"] = $"{TrunkOverBatches} {Heads}",
    };

    private static readonly float[][] ClassWeights = [[0.5f, 1, 2, 0], [], [1.5f, 0.25f, 1]];
    private static readonly string[] Names = ["tag", "level", "kind"];
    private static readonly double[] Weights = [0.5, 2, 1];

    public static MatrixTheoryData<string, int> Networks => new([.. Layers.Keys], [128, 256, 512]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossesAndTheGradientsOfTheirWeightedSumArePyTorchs(string name, int width) => OfNetwork(name, nameof(AgreesWithPyTorch), width, name);

    [Theory]
    [InlineData("Tasks")]
    [InlineData("TasksOverBatches")]
    [InlineData("WeightedTasks")]
    [InlineData("WeightedTasksOverBatches")]
    public void AnyNumberOfThreadsTrainsToTheSameBitsAndSoDoesAResumedTraining(string name) => OfNetwork(name, nameof(TrainsToTheSameBits), 0, name);

    [Fact]
    public void ProgressEpochsAndEvaluationsHaveEachLoss() => OfNetwork("Tasks", nameof(ReportsEachLoss), 0, "Tasks");

    [Fact]
    public void TrainerDividesByTheSumOfTheLabelsWeights() => OfNetwork("WeightedTasks", nameof(TrainsWithWeights), 0, "WeightedTasks");

    [Fact]
    public void WeightsThatCannotBeAreRefusedByName() => OfNetwork("WeightedTasks", nameof(RefusesWeights), 0, "WeightedTasks");

    [Fact]
    public void TrainingAllocatesNothingOnceWarm() => OfNetwork("Tasks", nameof(AllocatesNothing), 0, "Tasks");

    [Fact]
    public void DatasetsThatDoNotFitAreRefusedByName() => OfNetwork("Tasks", nameof(RefusesWhatDoesNotFit), 0, "Tasks");

    private void OfNetwork(string name, string method, int width, params object?[] arguments)
    {
        var source = $"using StaticNets;\n[Network] {Layers[name]}\npublic sealed partial class Net;\n" + """
            public static class Typed
            {
                public static float Run(
                    Net net, float[] input, int[] lengths, int[] tag, float[] level, int[] kind, float[] tags, float[] kinds,
                    StaticNets.ParameterSet gradients, float[] gradient)
                    => net.Backward(input, lengths, tag, level, kind, gradients, gradient, lengths.Length, tags, kindClassWeights: kinds);

                public static float Loss(
                    Net net, float[] input, int[] lengths, int[] tag, float[] level, int[] kind, float[] tags, float[] kinds)
                    => net.Loss(
                        input, lengths, tagTarget: tag, levelTarget: level, kindTarget: kind, count: lengths.Length, tagClassWeights: tags,
                        kindClassWeights: kinds);
            }
            """;
        var options = new Dictionary<string, string>();
        if (width > 0)
        {
            options["StaticNetsVectorWidths"] = Text.Literal.Of(width);
        }

        InMemory.Run(GeneratorRun.Of(NetworkSource.Compile(source), options), assembly => InMemory.Call(this, method, assembly.GetType("Net")!, arguments));
    }

    private static void AgreesWithPyTorch<T>(string name)
        where T : class, INetwork<T>
    {
        var fixture = new Fixture(name);
        var network = T.Create(1);
        fixture.SetParameters(network.Parameters);
        foreach (var count in new[] { 3, 21, 70 })
        {
            var expected = Names.Select(loss => fixture.Floats($"loss.{count}.{loss}")[0]).ToArray();
            var gradients = T.NewGradients();
            var input = new float[count * 18];
            Batch batch = default, more = default, last = default;
            batch.Extend(ref more);
            batch.Extend(ref last);
            batch.Count = count;
            batch.SetValues(0, fixture.Floats("input.input").AsSpan(0, count * 18));
            batch.SetLengths(0, fixture.Integers("lengths.input").AsSpan(0, count));
            batch.SetLabels(0, fixture.Integers("target.tag").AsSpan(0, count * 6));
            batch.SetTargets(1, fixture.Floats("target.level").AsSpan(0, count * 12));
            batch.SetLabels(2, fixture.Integers("target.kind").AsSpan(0, count));
            batch.Gradients = gradients;
            batch.SetInputGradient(0, input);
            var weights = WeightsOf(name);
            for (var i = 0; i < 3; i++)
            {
                batch.SetClassWeights(i, weights[i]);
            }

            var losses = new double[3];
            batch.Losses = losses;
            var sum = Chunks.Backward(network, in batch);
            AssertNear(expected, losses, "losses");
            Assert.Equal(Enumerable.Range(0, 3).Sum(i => Weights[i] * expected[i]), sum, 1e-5);
            AssertNear(fixture.Floats($"inputgradient.{count}"), input, "gradient of the input");
            foreach (var parameter in T.Info.Layout.Entries.Where(parameter => parameter.IsTrained))
            {
                AssertNear(fixture.Floats($"gradient.{count}.{parameter.Name}"), gradients[parameter.Name], $"gradient of {parameter.Name}");
            }

            // The same through the typed methods.
            var (typed, typedInput) = (T.NewGradients(), new float[count * 18]);
            object[] examples =
            [
                network, fixture.Floats("input.input")[..(count * 18)], fixture.Integers("lengths.input")[..count],
                fixture.Integers("target.tag")[..(count * 6)], fixture.Floats("target.level")[..(count * 12)], fixture.Integers("target.kind")[..count],
                weights[0], weights[2],
            ];
            var call = typeof(T).Assembly.GetType("Typed")!;
            Assert.Equal((float)sum, call.GetMethod("Run")!.Invoke(null, [.. examples, typed, typedInput]));
            Assert.Equal(gradients.Values.ToArray(), typed.Values.ToArray());
            Assert.Equal(input, typedInput);
            if (!T.Info.TrainsOnWholeBatches)
            {
                Assert.Equal(sum, (float)call.GetMethod("Loss")!.Invoke(null, examples)!, 1e-5);
            }
        }
    }

    private static void TrainsToTheSameBits<T>(string name)
        where T : class, INetwork<T>
    {
        var data = new Fixture(name).Dataset(70);
        var options = new TrainerOptions { BatchSize = 34, Seed = 5, ClassWeightsByLoss = ByLoss(name) };
        var expected = Trained(1);
        Assert.All([2, 3], threads =>
        {
            var (parameters, losses) = Trained(threads);
            Assert.Equal(expected.Parameters, parameters);
            Assert.Equal(expected.Losses, losses);
        });
        using var folder = new TemporaryFolder();
        using (var trainer = new Trainer<T>(T.Create(1), new Adam(), options with { Threads = 2 }))
        {
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
            LossSummary[]? losses = null;
            trainer.TrainUntil(data, 2, onEpoch: epoch => losses = [.. epoch.Losses]);
            Assert.Equal(expected.Losses, losses);
        }

        Assert.Equal(expected.Parameters, resumed.Parameters.Values.ToArray());

        (float[] Parameters, LossSummary[] Losses) Trained(int threads)
        {
            var network = T.Create(1);
            LossSummary[] losses = [];
            using var trainer = new Trainer<T>(network, new Adam(), options with { Threads = threads });
            trainer.TrainUntil(data, 2, onEpoch: epoch => losses = [.. epoch.Losses]);
            return (network.Parameters.Values.ToArray(), losses);
        }
    }

    private static float[][] WeightsOf(string name) => name.StartsWith("Weighted", StringComparison.Ordinal) ? ClassWeights : [[], [], []];

    private static Dictionary<string, IReadOnlyList<float>>? ByLoss(string name)
        => name.StartsWith("Weighted", StringComparison.Ordinal) ? new() { ["tag"] = ClassWeights[0], ["kind"] = ClassWeights[2] } : null;

    private static void ReportsEachLoss<T>(string name)
        where T : class, INetwork<T>
    {
        var fixture = new Fixture(name);
        var network = T.Create(1);
        fixture.SetParameters(network.Parameters);
        var data = fixture.Dataset(70);
        var expected = Names.Select(loss => fixture.Floats($"loss.70.{loss}")[0]).ToArray();
        var sum = Enumerable.Range(0, 3).Sum(i => Weights[i] * expected[i]);
        using var evaluator = new Evaluator<T>(network, 2);
        var evaluation = evaluator.Evaluate(data);
        Assert.Equal(Names, evaluation.Losses.Select(loss => loss.Name));
        AssertNear(expected, [.. evaluation.Losses.Select(loss => loss.Loss)], "evaluation");
        Assert.Equal(sum, evaluation.Loss, 1e-5);
        Assert.Equal("tag", evaluation.Name);
        Assert.Equal([70 * 6, 0, 70], evaluation.Losses.Select(loss => loss.Predictions.Length));
        Assert.Equal(evaluator.Predict(data), evaluation.Losses[2].Predictions.ToArray());
        Assert.Equal((3, 4), (evaluation.Losses[2].Confusion.Classes, evaluation.Losses[0].Confusion.Classes));
        Assert.True(double.IsNaN(evaluation.Losses[1].Accuracy));

        // Without a rate, a step of all examples has the losses that PyTorch has.
        LossProgress[] progress = [];
        EpochSummary? summary = null;
        using var trainer = new Trainer<T>(network, new Sgd(0), new TrainerOptions { BatchSize = 70, Threads = 2 });
        trainer.TrainUntil(data, 1, data, (in TrainingProgress step) => progress = [.. step.Losses], epoch => summary = epoch);
        Assert.Equal(Names, progress.Select(loss => loss.Name));
        AssertNear(expected, [.. progress.Select(loss => loss.Loss)], "progress");
        AssertNear(expected, [.. progress.Select(loss => loss.BatchLoss)], "batch");
        Assert.Equal(evaluation.Losses.Select(loss => loss.Accuracy), progress.Select(loss => loss.Accuracy));
        AssertNear(expected, [.. summary!.Losses.Select(loss => loss.Loss)], "epoch");
        Assert.Equal(sum, summary.Loss, 1e-5);
        Assert.Equal(evaluation.Losses.Select(loss => loss.Loss), summary.Test!.Losses.Select(loss => loss.Loss));
        Assert.Equal(Names, T.Info.Losses.Select(loss => loss.Name));
        Assert.Equal(Weights, T.Info.Losses.Select(loss => loss.Weight));
        Assert.Equal([false, false, true], T.Info.Losses.Select(loss => loss.IsOfOutput));
    }

    private static void TrainsWithWeights<T>(string name)
        where T : class, INetwork<T>
    {
        var fixture = new Fixture(name);
        var network = T.Create(1);
        fixture.SetParameters(network.Parameters);
        EpochSummary? summary = null;
        var options = new TrainerOptions { BatchSize = 70, Threads = 2, ClassWeightsByLoss = ByLoss(name) };
        using var trainer = new Trainer<T>(network, new Sgd(0), options);
        trainer.TrainUntil(fixture.Dataset(70), 1, onEpoch: epoch => summary = epoch);
        AssertNear(Names.Select(loss => fixture.Floats($"loss.70.{loss}")[0]).ToArray(), [.. summary!.Losses.Select(loss => loss.Loss)], "epoch");
    }

    private static void RefusesWeights<T>(string name)
        where T : class, INetwork<T>
    {
        Refuses("ClassWeightsByLoss[tag] has 3 weights, but one is needed for each of the 4 classes.", "tag", 1, 2, 3);
        Refuses("ClassWeightsByLoss[kind] of class 1 is -1, but must be a finite number of at least 0.", "kind", 1, -1, 3);
        Refuses("ClassWeightsByLoss[kind] of class 2 is NaN, but must be a finite number of at least 0.", "kind", 1, 1, float.NaN);
        Refuses("ClassWeightsByLoss[kind] is 0 for all 3 classes, but one at least must count.", "kind", 0, 0, 0);
        Refuses("ClassWeightsByLoss[level] has 2 weights, but L1 has no classes.", "level", 1, 1);
        Refuses("ClassWeightsByLoss has weights for 'tags', but the losses of Net are tag, level, kind.", "tags", 1, 1);
        Assert.StartsWith(
            "ClassWeights is set, but Net has 2 losses of SoftmaxCrossEntropy: set ClassWeightsByLoss.",
            Assert.Throws<ArgumentException>(() => new Trainer<T>(T.Create(1), new Sgd(0), new TrainerOptions { ClassWeights = [1, 1, 1] })).Message,
            StringComparison.Ordinal);

        // A checkpoint knows what it was trained with.
        using var folder = new TemporaryFolder();
        var weighted = new TrainerOptions { BatchSize = 70, Threads = 1, ClassWeightsByLoss = ByLoss(name) };
        using (var trainer = new Trainer<T>(T.Create(1), new Sgd(0), weighted))
        {
            trainer.SaveCheckpoint(folder.File("net"));
        }

        using var other = new Trainer<T>(T.Create(1), new Sgd(0), weighted with { ClassWeightsByLoss = null });
        Assert.Contains("class weights", Assert.Throws<InvalidDataException>(() => other.Resume(folder.File("net"))).Message, StringComparison.Ordinal);
        other.Resume(folder.File("net"), allowDifferences: true);

        void Refuses(string message, string loss, params float[] weights)
        {
            var options = new TrainerOptions { ClassWeightsByLoss = new Dictionary<string, IReadOnlyList<float>> { [loss] = weights } };
            Assert.StartsWith(
                message, Assert.Throws<ArgumentException>(() => new Trainer<T>(T.Create(1), new Sgd(0), options)).Message, StringComparison.Ordinal);
        }
    }

    private static void AllocatesNothing<T>(string name)
        where T : class, INetwork<T>
    {
        var data = new Fixture(name).Dataset(70);
        using var trainer = new Trainer<T>(T.Create(1), new Sgd(0.1), new TrainerOptions { BatchSize = 20, Threads = 1 });
        var (before, most) = (0L, long.MaxValue);
        TrainingProgressHandler handler = (in TrainingProgress progress) =>
        {
            var now = GC.GetAllocatedBytesForCurrentThread();
            most = progress.TotalSteps < 6 || progress.Step == 1 ? most : Math.Min(most, now - before);
            before = GC.GetAllocatedBytesForCurrentThread();
        };
        trainer.TrainUntil(data, 4, onProgress: handler);
        Assert.Equal(0, most);
    }

    private static void RefusesWhatDoesNotFit<T>(string name)
        where T : class, INetwork<T>
    {
        var data = new Fixture(name).Dataset(20);
        using var evaluator = new Evaluator<T>(T.Create(1), 1);
        Refuses("dataset has labels or targets for 1 loss, but Net has 3: tag, level, kind.", data.LossTargets[0]);
        Refuses("dataset has no targets, but the L1 'level' of Net needs 12 per example.", data.LossTargets[0], data.LossTargets[0], data.LossTargets[2]);
        Refuses(
            "dataset has 6 labels per example, but the SoftmaxCrossEntropy 'kind' of Net needs 1.",
            data.LossTargets[0], data.LossTargets[1], data.LossTargets[0]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => evaluator.Evaluate(new Dataset(data.Inputs, [data.LossTargets[0], data.LossTargets[1], Column.OfIndices([.. Enumerable.Repeat(3, 20)])])));
        Assert.StartsWith("labels of kind of example 0 of the dataset is 3, but must be from 0 to 2", error.Message, StringComparison.Ordinal);

        void Refuses(string message, params DatasetTarget[] targets)
            => Assert.StartsWith(
                message,
                Assert.Throws<ArgumentException>(() => evaluator.Evaluate(new Dataset(data.Inputs, [.. targets]))).Message,
                StringComparison.Ordinal);
    }

    private static void AssertNear(IReadOnlyList<float> expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 3e-6 * (1 + scale), $"{what}, {i}: {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    private static void AssertNear(float[] expected, float[] actual, string what)
        => AssertNear(expected, actual.Select(value => (double)value).ToArray(), what);

    /// <summary>A file of PyTorch's numbers.</summary>
    private sealed class Fixture(string name)
    {
        public float[] Floats(string tensor)
        {
            using var file = SafetensorsFile.Open(Path.Combine(Folder(), $"{name}.safetensors"));
            Assert.True(file.TryGet(tensor, out var entry));
            var values = new float[entry.Shape.Aggregate(1, (size, extent) => size * (int)extent)];
            file.Read(tensor, values);
            return values;
        }

        public int[] Integers(string tensor) => [.. Floats(tensor).Select(value => (int)value)];

        public void SetParameters(ParameterSet parameters)
        {
            foreach (var parameter in parameters.Layout.Entries.Where(parameter => parameter.IsTrained))
            {
                parameters[parameter.Name] = Floats($"parameter.{parameter.Name}");
            }
        }

        public Dataset Dataset(int count) => new(
            [new DatasetInput(Column.OfValues(Floats("input.input")[..(count * 18)], 18), Column.OfIndices(Integers("lengths.input")[..count]))],
            [
                Column.OfIndices(Integers("target.tag")[..(count * 6)], 6),
                Column.OfValues(Floats("target.level")[..(count * 12)], 12),
                Column.OfIndices(Integers("target.kind")[..count]),
            ]);

        private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "fixtures", "several_losses");
    }
}
