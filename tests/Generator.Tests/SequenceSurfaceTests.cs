using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>
/// The members of recurrent networks, whether the network is valid or not: a mistake in the layers must not become many in the code that uses them.
/// </summary>
public sealed class SequenceSurfaceTests
{
    private const string Use = """
        public static class User
        {
            public static float Run(
                Net net, System.ReadOnlySpan<int> tokens, System.ReadOnlySpan<int> lengths, System.ReadOnlySpan<int> target, System.Span<float> output)
            {
                var state = new Net.State(2);
                net.Forward(tokens, lengths, output, count: 2);
                net.Forward(tokens, lengths, output, state);
                net.Step(tokens, output, state);
                net.Backward(tokens, lengths, target, Net.NewGradients(), state, 2);
                return net.Loss(tokens, lengths, target, state) + Net.TokensSize;
            }
        }
        """;

    [Fact]
    public void ValidNetworkHasStateAndStep()
    {
        var run = GeneratorRun.Of(Network("OneHot, Lstm(3), Dense(4)"), Use);
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void InvalidNetworkHasTheSameMembers()
    {
        var run = GeneratorRun.Of(Network("Lstm(3), Dense(4)"), Use);
        Assert.Equal("SNET0206", Assert.Single(run.Problems).Id);
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void BidirectionalNetworkHasNoState()
        => Assert.Contains(
            GeneratorRun.Of(Network("OneHot, Lstm(3, Bidirectional = true), Dense(4)"), Use).CompilerProblems, problem => problem.Id == "CS0426");

    [Theory]
    [InlineData("Gru(3, Name = \"encoder\")", "Gru(3, InitialState = \"encoder\", Attend = \"encoder\", Expose = true, Name = \"decoder\")", null)]
    [InlineData("Gru(3, Name = \"encoder\")", "Gru(4, InitialState = \"encoder\", Attend = \"encoder\", Expose = true, Name = \"decoder\")", "SNET0209")]
    [InlineData(
        "LayerNorm(Name = \"encoder\")",
        "MultiHeadAttention(3, Causal = true), MultiHeadAttention(3, Keys = \"encoder\", Expose = true, Name = \"decoder\")",
        null)]
    [InlineData(
        "LayerNorm(Name = \"encoder\")",
        "MultiHeadAttention(2, Causal = true), MultiHeadAttention(3, Keys = \"encoder\", Expose = true, Name = \"decoder\")",
        "SNET0211")]
    public void DecodersEncodeOnceAndStep(string encoder, string decoder, string? problem)
    {
        const string Decoding = """
            public static class User
            {
                public static void Run(Net net, System.ReadOnlySpan<int> source, System.ReadOnlySpan<int> target, System.Span<float> output)
                {
                    var state = new Net.State();
                    net.Encode(source, [2], state);
                    net.Step(target, output, state);
                    net.Step(target, output, output, state);
                    net.Forward(source, [2], target, output, output);
                    net.Forward(source, [2], target, output, decoderWeights: output, count: 1);
                }
            }
            """;
        var run = GeneratorRun.Of(
            $"using StaticNets;\n[Network, Tokens(5, 4, Name = \"source\", Lengths = true), Embedding(3), {encoder}, Tokens(6, 4, Name = \"target\"), "
                + $"Embedding(3), {decoder}, Dense(4), SoftmaxCrossEntropy] public sealed partial class Net;",
            Decoding);
        Assert.Equal(problem is null ? [] : [problem], run.Problems.Select(found => found.Id));
        Assert.Empty(run.CompilerProblems);
    }

    [Theory]
    [InlineData("Embedding(4), PositionalEncoding, MultiHeadAttention(2, Causal = true), Dense(4)", true)]
    [InlineData("Embedding(4), MultiHeadAttention(2), Dense(4)", false)]
    [InlineData("Embedding(4), Lstm(4), Attention, Dense(4)", false)]
    [InlineData("Embedding(4), Lstm(4, Name = \"a\"), Dense(4), Lstm(4, InitialState = \"a\"), Dense(4)", false)]
    [InlineData("Embedding(4), Dense(4)", false)]
    public void OnlyNetworksWhoseStepsLookBackHaveSteps(string layers, bool hasStep)
    {
        const string Stepping =
            "public static class User { public static void Run(Net net, int[] tokens, float[] output) => net.Step(tokens, output, new Net.State()); }";
        var run = GeneratorRun.Of($"using StaticNets;\n[Network, Tokens(5, 4), {layers}, SoftmaxCrossEntropy] public sealed partial class Net;", Stepping);
        Assert.Equal(hasStep, !run.CompilerProblems.Any());
    }

    [Fact]
    public void ExposedWeightsNeedAnAttendedSequence()
    {
        var run = GeneratorRun.Of("using StaticNets;\n[Network, Input(3, 4), Gru(2, Expose = true)] public sealed partial class Net;");
        Assert.Equal("SNET0105", Assert.Single(run.Problems).Id);
    }

    [Fact]
    public void ExposedWeightsNeedANameOfTheirOwn()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(3, 4, Name = \"aWeights\"), Attention(Expose = true, Name = \"a\")] public sealed partial class Net;");
        Assert.Equal("SNET0010", Assert.Single(run.Problems).Id);
    }

    private static string Network(string layers)
        => $"using StaticNets;\n[Network, Tokens(5, 4, Lengths = true), {layers}, SoftmaxCrossEntropy] public sealed partial class Net;";

    /// <summary>An enum's value comes from a cast, and then may be none of those that have a name.</summary>
    [Theory]
    [InlineData("Gru(4, Return = (Return)7)", "SNET0102", "(Return)7", "Return is 7, but must be Return.Sequence or Return.Last")]
    [InlineData(
        "Gru(4, Name = \"a\"), Gru(4, Attend = \"a\", Score = (Score)7)", "SNET0102", "(Score)7", "Score is 7, but must be Score.Dot or Score.Additive")]
    [InlineData("Attention(Score = (Score)(-1))", "SNET0102", "(Score)(-1)", "Score is -1, but must be Score.Dot or Score.Additive")]
    [InlineData("Gru(4, Score = Score.Dot)", "SNET0105", "Score.Dot", "only a layer with Attend scores anything; leave out Score")]
    [InlineData("Gru(4), Gru(4, Layers = 2, InitialState = \"gru1\")", "SNET0209", "\"gru1\"", "it has 1 layer instead of 2: set Layers = 1")]
    public void ChoicesThatAreNoneAreRefused(string layers, string id, string place, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of($"using StaticNets;\n[Network]\n[Input(5, 3)]\n[{layers}]\npublic sealed partial class Net;").Problems);
        Assert.Equal((id, place), (problem.Id, GeneratorRun.TextOf(problem)));
        Assert.EndsWith(message, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
