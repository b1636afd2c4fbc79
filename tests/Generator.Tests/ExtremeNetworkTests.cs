using Microsoft.CodeAnalysis;
using StaticNets.Generator.Passes;
using StaticNets.Generator.Schedule;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks at the limits of what can be indexed: they compile or are refused, and neither the generator nor the analyzer throws.</summary>
public sealed class ExtremeNetworkTests
{
    [Theory]
    [InlineData("Input(15000000), Dense(2), MeanSquaredError")]
    [InlineData(
        "Input(3000000), Dense(1, Name = \"a\"), Dense(1, From = \"input\"), Add(\"a\", Name = \"b\"), Dense(1, From = \"input\"), Add(\"b\"), "
            + "MeanSquaredError")]
    [InlineData("Input(1000), Dense(10000), Relu, Concat(\"input\"), Dense(10000), Relu, Dense(3)")]
    public void NetworkThatFitsCompiles(string layers)
    {
        var run = Run($"Network(MaxWorkspaceBytes = 1L << 40), {layers}");
        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Input(4, 8), Lstm(1073741824, Bidirectional = true), MultiHeadAttention(3)", "1073741824")]
    [InlineData("Input(4, 8), Rnn(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Gru(1431655766, ResetAfter = true), MultiHeadAttention(3)", "1431655766")]
    [InlineData("Input(4, 8), Gru(2, Bidirectional = true), MultiHeadAttention(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Attention(Score = Score.Additive, Hidden = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(int.MaxValue, 1)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Stride = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Padding = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Dilation = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(8, 3, Groups = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Conv2d(1, 3, StrideHeight = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Conv2d(1, 3, 3, PaddingWidth = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), MaxPool(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), AvgPool(int.MaxValue, 1)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), MaxPool(3, Padding = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), MaxPool(3, Dilation = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(9, 2), AvgPool(3, PaddingAfter = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), ConvTranspose2d(1, int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), ConvTranspose2d(1, 3, Stride = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Upsample(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Upsample(3, int.MaxValue, Mode = UpsampleMode.Bilinear)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), PixelShuffle(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Pad(1, int.MaxValue, 0)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Pad(int.MaxValue, 1, 0)", "int.MaxValue")]
    [InlineData("Input(8), GroupNorm(int.MaxValue)", "int.MaxValue")]
    [InlineData("Tokens(8, 8), Embedding(2, Positions = int.MaxValue), Dense(2)", "int.MaxValue")]
    [InlineData("Input(8), Dense(int.MaxValue)", "int.MaxValue")]
    [InlineData("Tokens(8, int.MaxValue), OneHot, Dense(2)", "int.MaxValue")]
    [InlineData("Tokens(int.MaxValue, 8), OneHot, Dense(2)", "int.MaxValue")]
    [InlineData("Tokens(8, 8), Embedding(int.MaxValue), Dense(2)", "int.MaxValue")]
    public void NumberBeyondAnySizeIsReportedWhereItIsWritten(string layers, string number)
    {
        var problem = Assert.Single(Run($"Network, {layers}").Problems);
        Assert.Equal(("SNET0102", number), (problem.Id, GeneratorRun.TextOf(problem)));
    }

    [Theory]
    [InlineData("Input(2, 9, 9), MaxPool(3, Stride = 33554431)", "SNET0204")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 3, Stride = 33554431)", "SNET0204")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 16000000, 1, PaddingHeight = 8000000)", "SNET0301")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 3, StrideHeight = 1000000, PaddingHeight = 8000000)", "SNET0301")]
    [InlineData("Input(8, 2), Conv1d(1, 3, Stride = 1000000, Padding = 16000000)", "SNET0301")]
    [InlineData("Input(1, 4, 4), Conv2d(1, 3, Same = true, Stride = 33554431)", "SNET0204")]
    [InlineData("Input(8, 2), MaxPool(33554431, Same = true)", "SNET0301")]
    [InlineData("Input(8, 2), AvgPool(1000, CeilMode = true)", null)]
    [InlineData("Input(1, 4, 4), ConvTranspose2d(1, 3, Stride = 33554431)", "SNET0301")]
    [InlineData("Input(1, 4, 4), Upsample(33554431)", "SNET0301")]
    [InlineData("Input(1, 4, 4), Upsample(33554431, 33554431)", "SNET0205")]
    [InlineData("Input(1, 4, 4), Pad(0, 33554431, 33554431)", "SNET0205")]
    [InlineData("Input(1, 4, 4), PixelShuffle(32768)", "SNET0105")]
    [InlineData("Input(1000, 1000), MultiHeadAttention(10), MultiHeadAttention(1000)", "SNET0301")]
    [InlineData("Input(33554431), Dense(1)", "SNET0301")]
    [InlineData("Input(8), Dense(33554431), Dense(33554431)", "SNET0301")]
    [InlineData("Input(4, 8), Lstm(33554431)", "SNET0301")]
    [InlineData("Input(4, 8), Lstm(4, Return = Return.Last), Dense(3), SoftmaxCrossEntropy(IgnoreIndex = int.MaxValue)", null)]
    [InlineData("Input(4, 8), Lstm(4, Return = Return.Last), Dense(3), SoftmaxCrossEntropy(IgnoreIndex = int.MinValue)", null)]
    public void NumberNearALimitGivesCodeOrAMessage(string layers, string? id)
    {
        var run = Run($"Network, {layers}");
        Assert.Equal(id is null ? [] : [id], run.Problems.Select(problem => problem.Id));
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(
        "Use(typeof(Block), Repeat = int.MaxValue)",
        "int.MaxValue",
        "Use(typeof(Block), Repeat = 2147483647) makes 4294967294 layers, but a network has at most 4096, and 1 layer comes before it: "
            + "use a Repeat of at most 2047")]
    [InlineData(
        "Dense(4), Use(typeof(Outer), Repeat = 1000000)", "Use(typeof(Outer), Repeat = 1000000)", "Outer makes 6001 layers, but a network has at most 4096")]
    [InlineData("Use(typeof(Huge))", "Use(typeof(Huge))", "Outer makes 6001 layers, but a network has at most 4096")]
    [InlineData(
        "Use(typeof(Block), Repeat = 2047), Dense(2), Dense(2)",
        "Dense(2)",
        "Dense(2) makes 1 layer, but a network has at most 4096, and 4096 layers come before it")]
    [InlineData(
        "Lstm(4, Layers = int.MaxValue)",
        "int.MaxValue",
        "Lstm(4, Layers = 2147483647) makes 2147483647 layers, but a network has at most 4096, and 1 layer comes before it: use a Layers of at most 4095")]
    public void LayersBeyondTheMostAreReportedBeforeTheyAreMade(string layers, string place, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of($$"""
            using StaticNets;
            [Network, Input(3, 4), {{layers}}, MeanSquaredError] public sealed partial class Net;
            [Block, Dense(4), Relu] public sealed class Block;
            [Block, Use(typeof(Block), Repeat = 1500), Lstm(4, Layers = 3001)] public sealed class Outer;
            [Block, Use(typeof(Outer), Repeat = int.MaxValue)] public sealed class Huge;
            """).Problems);
        Assert.Equal(
            ("SNET0306", place, message), (problem.Id, GeneratorRun.TextOf(problem), problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(40, 2, "SNET0306")]
    [InlineData(11, 2, "SNET0201")]
    [InlineData(3000, 1, "SNET0017")]
    public void BlocksWithinBlocksAreReadOnceEach(int count, int uses, string id)
    {
        var blocks = Enumerable.Range(1, count)
            .Select(i => $"[Block, {string.Join(", ", Enumerable.Repeat($"Use(typeof(B{i - 1}))", uses))}] public sealed class B{i};");
        var run = GeneratorRun.Of(
            $"using StaticNets;\n[Network, Input(4), Use(typeof(B{count})), Conv2d(1, 1)] public sealed partial class Net;\n[Block, Relu] "
                + $"public sealed class B0;\n{string.Join("\n", blocks)}");
        Assert.Equal(id, Assert.Single(run.Problems).Id);
    }

    [Fact]
    public void NinetySixBlocksOfATransformerAreALegalNetwork()
    {
        var network = NetworkSource.Parse(
            """
            using StaticNets;
            [Network, Tokens(4, 9), Embedding(4), PositionalEncoding, Use(typeof(Layer), Repeat = 96), LayerNorm, Dense(9), SoftmaxCrossEntropy]
            public sealed partial class Net;
            [Block]
            [LayerNorm, MultiHeadAttention(2, Causal = true), Dropout(0.1), Add("input", Name = "attended")]
            [LayerNorm, Dense(8), Gelu, Dropout(0.1), Dense(4), Relu, Dropout(0.1), Add("attended")]
            public sealed class Layer;
            """,
            "Net");
        Assert.Equal(4 + (96 * 12) + 2, network.Layers.Length);
        Assert.NotNull(network.Step);
    }

    [Theory]
    [InlineData("Tokens(2, 16777217), Embedding(1)", "16777217", "Tokens(2, 16777217): vocabulary is 16777217, but must be at most 16777216")]
    [InlineData(
        "Tokens(16777217, 2, Lengths = true), Embedding(1)",
        "16777217",
        "Tokens(16777217, 2, Lengths = true): length is 16777217, but must be at most 16777216")]
    [InlineData(
        "Input(16777217, 1, Lengths = true), Lstm(1)",
        "16777217",
        "Input(16777217, 1, Lengths = true): the number of steps is 16777217, but must be at most 16777216 with Lengths")]
    [InlineData(
        "Input(16777217), SoftmaxCrossEntropy",
        "SoftmaxCrossEntropy",
        "SoftmaxCrossEntropy: the number of classes of Input(16777217) is 16777217, but must be at most 16777216")]
    [InlineData("Input(1, 4097, 4097), MaxPool(4097)", "4097", "MaxPool(4097): the number of elements of a window is 16785409, but must be at most 16777216")]
    public void IntegersThatFloatsDoNotHoldAreRefused(string layers, string place, string message)
    {
        var problem = Assert.Single(Run($"Network, {layers}").Problems);
        Assert.Equal(
            ("SNET0102", place, message), (problem.Id, GeneratorRun.TextOf(problem), problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void CancelledWorkStops()
    {
        var network = NetworkSource.Of("[Input(4)] [Dense(4), Tanh] [Dense(2)] [MeanSquaredError]");
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => FoldMaps.Apply(network.Forward, cancelled));
        Assert.Throws<OperationCanceledException>(() => FuseMaps.Apply(network.Forward, cancelled));
        Assert.Throws<OperationCanceledException>(() => ReuseMaps.Apply(network.Forward, cancelled));
        Assert.Throws<OperationCanceledException>(() => Differentiate.Apply(network.Forward, [network.Parameters[0].Tensor], null, cancelled));
        Assert.Throws<OperationCanceledException>(() => SplitScans.Apply(network.Forward, cancelled));
        Assert.Throws<OperationCanceledException>(() => RemoveDead.Apply(network.Forward, [network.Forward.Output], cancelled));
        Assert.Throws<OperationCanceledException>(() => new PassRun(cancelled).Of(new PassLists(network).Train, network.Forward));
    }

    private static GeneratorRun Run(string attributes) => GeneratorRun.Of($"using StaticNets;\n[{attributes}] public sealed partial class Net;");
}
