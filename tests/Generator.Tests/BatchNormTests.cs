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

    public static MatrixTheoryData<string, int> NetworksOfAllWidths => new([Image, Vector, Sequence], [128, 256, 512]);

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

    private static void Run(string layers, int width, Action<CompiledEngine> use)
    {
        var source = $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;";
        var run = GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Text.Literal.Of(width) });
        InMemory.Run(run, assembly => use(CompiledEngine.Of(assembly.GetType("Net")!)));
    }
}
