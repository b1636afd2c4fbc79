using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What a message advises is what was meant, and works.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData(
        "Input(32, 32, 3), Conv2d(16, 5)",
        "SNET0203",
        "Conv2d(16, 5) needs an input of at least 5x5 but gets 32x32x3 from Input(32, 32, 3): use Input(3, 32, 32): shapes are [channels, height, width], "
            + "channels come first",
        "Input(3, 32, 32), Conv2d(16, 5)")]
    [InlineData(
        "Input(32, 24, 3), Relu, MaxPool(4)",
        "SNET0203",
        "MaxPool(4) needs an input of at least 4x4 but gets 32x24x3 from Relu: use Input(3, 32, 24): shapes are [channels, height, width], channels come first",
        "Input(3, 32, 24), Relu, MaxPool(4)")]
    [InlineData(
        "Input(3, 8, 8), Conv2d(3, 16, 3)",
        "SNET0203",
        "Conv2d(3, 16, 3) needs an input of at least 16x3 but gets 3x8x8 from Input(3, 8, 8): use Conv2d(16, 3), if these are PyTorch's arguments, "
            + "whose first is the number of input channels",
        "Input(3, 8, 8), Conv2d(16, 3)")]
    [InlineData(
        "Input(32, 32, 3), Conv2d(6, 3, Groups = 3)",
        "SNET0103",
        "Conv2d(6, 3, Groups = 3): 3 groups do not divide the 32 input channels of Input(32, 32, 3): use Input(3, 32, 32): shapes are [channels, height, "
            + "width], channels come first",
        "Input(3, 32, 32), Conv2d(6, 3, Groups = 3)")]
    [InlineData(
        "Input(28, 28), Conv2d(6, 5)",
        "SNET0201",
        "Conv2d(6, 5) needs an image [channels, height, width] but gets 28x28 from Input(28, 28): declare it as Input(1, 28, 28), or use Conv1d for sequences",
        "Input(1, 28, 28), Conv2d(6, 5)")]
    [InlineData(
        "Input(784), MaxPool(2)",
        "SNET0201",
        "MaxPool(2) needs an image [channels, height, width] or a sequence [steps, features] but gets 784 from Input(784): declare it as Input(1, 28, 28)",
        "Input(1, 28, 28), MaxPool(2)")]
    [InlineData(
        "Input(784), Conv2d(6, 5)",
        "SNET0201",
        "Conv2d(6, 5) needs an image [channels, height, width] but gets 784 from Input(784): declare it as Input(1, 28, 28)",
        "Input(1, 28, 28), Conv2d(6, 5)")]
    [InlineData(
        "Input(3072), Conv2d(6, 5)",
        "SNET0201",
        "Conv2d(6, 5) needs an image [channels, height, width] but gets 3072 from Input(3072): declare it as Input(3, 32, 32)",
        "Input(3, 32, 32), Conv2d(6, 5)")]
    [InlineData(
        "Input(5, 4), Lstm(3), Conv2d(6, 5)",
        "SNET0201",
        "Conv2d(6, 5) needs an image [channels, height, width] but gets 5x3 from Lstm(3): use Conv1d for sequences",
        "Input(5, 4), Lstm(3), Conv1d(6, 5)")]
    [InlineData(
        "Input(1, 3, 32, 32), Conv2d(6, 5)",
        "SNET0201",
        "Conv2d(6, 5) needs an image [channels, height, width] but gets 1x3x32x32 from Input(1, 3, 32, 32): declare it as Input(3, 32, 32), shapes have no "
            + "batch",
        "Input(3, 32, 32), Conv2d(6, 5)")]
    [InlineData(
        "Input(-1, 3, 32, 32), Conv2d(6, 5)",
        "SNET0101",
        "Input(-1, 3, 32, 32): a dimension is -1, but must be at least 1; shapes have no batch: write Input(3, 32, 32)",
        "Input(3, 32, 32), Conv2d(6, 5)")]
    [InlineData(
        "Input(5), GlobalAvgPool",
        "SNET0201",
        "GlobalAvgPool needs an image [channels, height, width] or a sequence [steps, features] but gets 5 from Input(5)",
        "Input(5, 4), GlobalAvgPool")]
    [InlineData(
        "Input(5, 4, Lengths = true), Pad(0, 1, 1)",
        "SNET0208",
        "Pad(0, 1, 1) would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: leave out Lengths",
        "Input(5, 4), Pad(0, 1, 1)")]
    [InlineData(
        "Input(5, 4, Lengths = true), Flatten",
        "SNET0208",
        "Flatten would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: leave out Lengths, "
            + "or take the last real step of a recurrent layer with Return = Return.Last",
        "Input(5, 4, Lengths = true), Lstm(3, Return = Return.Last), Flatten")]
    public void MessageSaysWhatWorks(string layers, string id, string message, string mended)
    {
        var problem = Assert.Single(Problems(layers));
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(Problems(mended), problem => problem.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void ClassThatANetworkUsesShouldBeABlock()
    {
        var problems = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(4), Use(typeof(Part))] public sealed partial class Net;\n[Dense(4), Relu] public sealed class Part;").Problems;
        Assert.Equal(
            [
                "Use(typeof(Part)) needs a block, but Part is not marked as one: add [Block]",
                "Part declares layers but is not marked: add [Block], since a network uses it"
            ],
            problems.Select(problem => problem.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("Conv2d(2, 7)", "SNET0203", "7")]
    [InlineData("Conv2d(0, 3)", "SNET0101", "0")]
    [InlineData("Dense(3)", "SNET0201", "Dense(3)")]
    [InlineData("Use(typeof(Inner))", "SNET0203", "9")]
    [InlineData("Use(typeof(Middle))", "SNET0203", "9")]
    [InlineData("SoftmaxCrossEntropy", "SNET0019", "SoftmaxCrossEntropy")]
    public void MistakeInABlockIsShownThere(string layer, string id, string place)
    {
        var problem = Assert.Single(GeneratorRun.Of(
            $"using StaticNets;\n[Network, Input(2, 6, 6), Use(typeof(Part))] public sealed partial class Net;",
            $"using StaticNets;\n[Block, {layer}, Relu] public sealed class Part;\n[Block, Use(typeof(Inner))] public sealed class Middle;",
            "using StaticNets;\n[Block, Conv2d(2, 9)] public sealed class Inner;").Problems);
        var location = Assert.Single(problem.AdditionalLocations);
        Assert.Equal(
            (id, "Use(typeof(Part))", place),
            (problem.Id, GeneratorRun.TextOf(problem), location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(location.SourceSpan)));
    }

    private static IEnumerable<Diagnostic> Problems(string layers)
        => GeneratorRun.Of($"using StaticNets;\n[Network, {layers}] public sealed partial class Net;").Problems;
}
