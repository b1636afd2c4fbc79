using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class EntryPointTests
{
    private const string LeNet = """
        using StaticNets;

        [Network(Init = Init.Xavier)]
        [Input(1, 28, 28)]
        [Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)]
        [Conv2d(16, 5), Sigmoid, AvgPool(2)]
        [Flatten]
        [Dense(120), Sigmoid]
        [Dense(84), Sigmoid]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class LeNet;
        """;

    [Fact]
    public void LeNetCompilesWithoutAWord()
    {
        var run = GeneratorRun.Of(LeNet);
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
        Assert.Equal(["LeNet.g.cs", "LeNet.Implementation.g.cs", "LeNet.Vector128.g.cs"], run.Sources.Select(source => source.HintName));
    }

    [Fact]
    public void LeNetHas61706Parameters()
        => Assert.Equal(61706, NetworkSource.Parse(LeNet, "LeNet").Parameters.Sum(parameter => parameter.Tensor.Size));
}
