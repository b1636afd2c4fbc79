using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Small networks whose emitted code was once wrong, against the interpreter, at every width.</summary>
public sealed class EmittedCodeTests
{
    /// <summary>A block of 16 and some alone.</summary>
    private const int Examples = 18;

    public static TheoryData<string, string> Networks => new()
    {
        { "a unit's gradient folded into its readers", "[Input(2, 3, 3, Gradient = true)] [Conv2d(3, 2), Tanh] [GlobalAvgPool, Dense(1)] [MeanSquaredError]" },
        { "padded rows alone, in a loop over rows that sigmoids share", "[Input(3, 4, 6)] [Conv2d(5, 3, 1, StrideWidth = 2, PaddingHeight = 2), Sigmoid]" },
        { "windows of padding alone, whose output is the bias", "[Input(2, 4, 3, Gradient = true)] [Conv2d(3, 1, Padding = 1), Relu] [Conv2d(5, 2, 1, "
            + "StrideWidth = 2, PaddingHeight = 3, PaddingWidth = 2, DilationHeight = 2)]" },
        { "names that are no names of methods", "[Input(3)] [Relu(Name = \"1x\")] [Tanh(Name = \"inferBlock\")] [Dense(2, Name = \"constants\"), "
            + "Sigmoid(Name = \"---\")] [Dense(1, Name = \"vector256Code\")]" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void AgreesWithTheInterpreter(string what, string layers)
    {
        Assert.NotEmpty(what);
        var comparison = new EngineComparison(NetworkSource.Of(layers), Examples, dataSeed: 7);
        CompiledLayers.ForEachWidth(layers, (_, compiled) => comparison.AssertAgrees(compiled, Examples));
    }
}
