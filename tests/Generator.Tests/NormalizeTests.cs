using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Inputs normalized by buffers that the data give.</summary>
public sealed class NormalizeTests
{
    [Theory]
    [InlineData("[Input(5, Gradient = true)] [Normalize, Dense(3), Tanh, Dense(2)] [MeanSquaredError]")]
    [InlineData("[Input(3, 5, 4, Gradient = true)] [Normalize, Conv2d(4, 3), Relu, Flatten, Dense(3)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(6, 3, Lengths = true)] [Normalize, Gru(5), Dense(2)] [MeanSquaredError]")]
    [InlineData("[Input(4, Name = \"a\"), Normalize(Name = \"na\"), Input(4, Name = \"b\"), Normalize, Add(\"na\"), Dense(2)]")]
    [InlineData("[Input(2, 2)] [Normalize]")]
    public void EveryWidthAgreesWithTheInterpreter(string layers) => CompiledLayers.ForEachWidth(layers, (model, engine) =>
    {
        var comparison = new EngineComparison(model, 40, dataSeed: 5);
        Assert.All(CompiledLayers.Counts, count => comparison.AssertAgrees(engine, count));
    });

    [Fact]
    public void BehindAnythingButAnInputItIsAnError()
        => Assert.Contains(
            "SNET0105 'Normalize'\n  Normalize: it normalizes an input by what the data are, but Dense(3) is none; put it behind the input",
            GeneratorRun.Of("using StaticNets;\n[Network, Input(2), Dense(3), Normalize]\npublic sealed partial class Net;").Report());

    [Fact]
    public void TokensAreNoNumbers()
        => Assert.Contains(
            "SNET", GeneratorRun.Of("using StaticNets;\n[Network, Tokens(2, 5), Normalize, Embedding(3)]\npublic sealed partial class Net;").Report());

    [Fact]
    public void BuffersAreNotCounted()
    {
        var model = NetworkSource.Of("[Input(5), Normalize, Dense(3)]");
        Assert.Equal(0, model.Layers[1].ParameterCount);
        Assert.All(model.Parameters.Take(2), parameter => Assert.True(parameter.IsBuffer));
    }
}
