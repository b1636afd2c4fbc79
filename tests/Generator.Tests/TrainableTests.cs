using StaticNets.Data;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Layers whose parameters stay as they are.</summary>
public sealed class TrainableTests
{
    private const string Source = """
        using StaticNets;
        [Block]
        [Dense(6), BatchNorm, Tanh]
        public sealed class Part;
        [Network]
        [Input(5, Gradient = true)]
        [Dense(6)]
        [Use(typeof(Part), Repeat = 2, Trainable = false)]
        [Dense(6, Trainable = false, Name = "fixed")]
        [Dense(3), MeanSquaredError]
        public sealed partial class Net;
        """;

    private static readonly string[] Trained = ["dense1.weight", "dense1.bias", "dense3.weight", "dense3.bias"];

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void OtherGradientsAreThoseOfTheInterpreter(int width)
    {
        var comparison = new EngineComparison(NetworkSource.Parse(Source, "Net"), 40, dataSeed: 7);
        var run = GeneratorRun.Of(NetworkSource.Compile(Source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Text.Literal.Of(width) });
        InMemory.Run(run, assembly =>
        {
            var engine = CompiledEngine.Of(assembly.GetType("Net")!);
            Assert.All([2, 18, 37], count => comparison.AssertAgrees(engine, count));
            comparison.AssertAgreesInChunks(engine, 40);
        });
    }

    [Fact]
    public void NoGradientIsComputed()
    {
        var model = NetworkSource.Parse(Source, "Net");
        Assert.Equal(Trained, model.TrainedParameters.Select(tensor => tensor.Name));
        var training = Programs.ProgramStages.Of(model).Last(stage => stage.Purpose == "train").Program;
        Assert.DoesNotContain(training.Tensors, tensor => tensor.Name is "fixed.weight.gradient" or "block1.dense1.weight.gradient");
        Assert.Contains(training.Tensors, tensor => tensor.Name == "dense1.weight.gradient");
        Assert.Equal(6 * 7, model.Layers.Single(layer => layer.Name == "fixed").ParameterCount);
    }

    [Fact]
    public void OptimizersLeaveThemAlone() => InMemory.Run(
        GeneratorRun.Of(NetworkSource.Compile(Source)), assembly => InMemory.Call(this, nameof(Train), assembly.GetType("Net")!));

    private static void Train<T>()
        where T : class, INetwork<T>
    {
        var random = new Random(3);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        var data = new Dataset([Column.OfValues(Values(40 * 5), 5)], Column.OfValues(Values(40 * 3), 3));
        var network = T.Create(1);
        var before = T.Create(1).Parameters;
        using var trainer = new Trainer<T>(network, new AdamW(0.01, weightDecay: 0.5), new TrainerOptions { BatchSize = 8, Threads = 2, ClipNorm = 1 });
        trainer.TrainFor(data, 1);
        foreach (var entry in T.Info.Layout.Entries)
        {
            // Running statistics move, as PyTorch's do.
            var isMoved = Trained.Contains(entry.Name) || entry.Momentum is not null;
            Assert.Equal(!isMoved, before[entry.Name].SequenceEqual(network.Parameters[entry.Name]));
        }

        Assert.DoesNotContain("fixed.weight", trainer.Optimizer.State("exp_avg").Names);
    }
}
