using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>The members of recurrent networks, whether the network is valid or not: a mistake in the layers must not become many in the code that uses them.</summary>
public sealed class SequenceSurfaceTests
{
    private const string Use = """
        public static class User
        {
            public static float Run(Net net, System.ReadOnlySpan<int> tokens, System.ReadOnlySpan<int> lengths, System.ReadOnlySpan<int> target, System.Span<float> output)
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
        => Assert.Contains(GeneratorRun.Of(Network("OneHot, Lstm(3, Bidirectional = true), Dense(4)"), Use).CompilerProblems, problem => problem.Id == "CS0426");

    [Fact]
    public void WeightsThatCannotBeReadOutAreNotPromised()
    {
        var run = GeneratorRun.Of("using StaticNets;\n[Network, Input(3, 4), Attention(Expose = true)] public sealed partial class Net;");
        Assert.Equal("SNET0105", Assert.Single(run.Problems).Id);
    }

    private static string Network(string layers) => $"using StaticNets;\n[Network, Tokens(5, 4, Lengths = true), {layers}, SoftmaxCrossEntropy] public sealed partial class Net;";
}
