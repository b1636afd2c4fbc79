using Xunit;

namespace StaticNets.Generator.Tests.CodeFixes;

/// <summary>Fixes write what their messages say, where it belongs.</summary>
public sealed class ArgumentFixTests
{
    [Theory]
    [InlineData(
        "SNET0401",
        "[Network, Input(4)]\n[Dense(3), Softmax]\n[SoftmaxCrossEntropy]",
        "Remove [Softmax]",
        "[Network, Input(4)]\n[Dense(3)]\n[SoftmaxCrossEntropy]")]
    [InlineData(
        "SNET0402",
        "[Network, Input(4), Dense(3)]\n[Dropout(0.5)]\n[SoftmaxCrossEntropy]",
        "Remove [Dropout]",
        "[Network, Input(4), Dense(3)]\n[SoftmaxCrossEntropy]")]
    [InlineData(
        "SNET0403",
        "[Network, Input(4), Dense(1), SoftmaxCrossEntropy]",
        "Change SoftmaxCrossEntropy to BinaryCrossEntropy",
        "[Network, Input(4), Dense(1), BinaryCrossEntropy]")]
    [InlineData(
        "SNET0403",
        "[Network, Input(4), Dense(1), StaticNets.Softmax(Name = \"a\")]",
        "Change StaticNets.Softmax to Sigmoid",
        "[Network, Input(4), Dense(1), StaticNets.Sigmoid(Name = \"a\")]")]
    [InlineData("SNET0405", "[Network, Block]\n[Input(4), Dense(1)]", "Remove [Block]", "[Network]\n[Input(4), Dense(1)]")]
    [InlineData("SNET0405", "// A comment.\n[Block]\n[Network, Input(4), Dense(1)]", "Remove [Block]", "// A comment.\n[Network, Input(4), Dense(1)]")]
    [InlineData(
        "SNET0406",
        "[Network, Input(3, 32, 32), Conv2d(3, 16, 3, Padding = 1)]",
        "Change Conv2d(3, 16, 3, Padding = 1) to Conv2d(16, 3, Padding = 1)",
        "[Network, Input(3, 32, 32), Conv2d(16, 3, Padding = 1)]")]
    [InlineData(
        "SNET0406",
        "[Network, Input(3, 32, 32), Conv2d(3, 16, 3, 2, 1)]",
        "Change Conv2d(3, 16, 3, 2, 1) to Conv2d(16, 3, Stride = 2, Padding = 1)",
        "[Network, Input(3, 32, 32), Conv2d(16, 3, Stride = 2, Padding = 1)]")]
    [InlineData("SNET0406", "[Network, Input(8), Dense(8, 16)]", "Change Dense(8, 16) to Dense(16)", "[Network, Input(8), Dense(16)]")]
    [InlineData("SNET0406", "[Network, Input(8), LayerNorm(8)]", "Change LayerNorm(8) to LayerNorm", "[Network, Input(8), LayerNorm]")]
    [InlineData(
        "SNET0407",
        "[Network, Input(32, 32, 3, Name = \"image\"), Conv2d(16, 3)]",
        "Change Input(32, 32, 3, Name = \"image\") to Input(3, 32, 32, Name = \"image\")",
        "[Network, Input(3, 32, 32, Name = \"image\"), Conv2d(16, 3)]")]
    [InlineData(
        "SNET0203", "[Network, Input(32, 32, 3), Conv2d(16, 5)]", "Change Input(32, 32, 3) to Input(3, 32, 32)", "[Network, Input(3, 32, 32), Conv2d(16, 5)]")]
    [InlineData("SNET0201", "[Network, Input(28, 28), Conv2d(6, 5)]", "Change Input(28, 28) to Input(1, 28, 28)", "[Network, Input(1, 28, 28), Conv2d(6, 5)]")]
    [InlineData(
        "SNET0201",
        "[Network, Input(1, 3, 32, 32), Conv2d(16, 5)]",
        "Change Input(1, 3, 32, 32) to Input(3, 32, 32)",
        "[Network, Input(3, 32, 32), Conv2d(16, 5)]")]
    [InlineData(
        "SNET0101",
        "[Network, Input(-1, 3, 32, 32), Conv2d(16, 5)]",
        "Change Input(-1, 3, 32, 32) to Input(3, 32, 32)",
        "[Network, Input(3, 32, 32), Conv2d(16, 5)]")]
    [InlineData("SNET0003", "[Input(4), Dense(2)]", "Add [Network] to Net", "[Network]\n[Input(4), Dense(2)]")]
    public void MessagesMendIsApplied(string id, string layers, string title, string mended)
    {
        var source = Source(mended);
        Assert.Equal(source, Assert.Contains(title, FixRun.Offered(Source(layers), id)));
        Assert.DoesNotContain(GeneratorRun.Of(source).Problems, problem => problem.Id == id);
    }

    [Fact]
    public void ClassThatANetworkUsesBecomesABlock()
    {
        const string Source =
            "using StaticNets;\n[Network, Input(4), Use(typeof(Part))] public sealed partial class Net;\n\n[Dense(4), Relu]\npublic sealed class Part;\n";
        var mended = Source.Replace("[Dense(4)", "[Block]\n[Dense(4)", StringComparison.Ordinal);
        Assert.Equal(["Add [Block] to Part"], FixRun.Offered(Source, "SNET0003").Keys);
        Assert.Equal(mended, Assert.Contains("Add [Block] to Part", FixRun.Offered(Source, "SNET0003")));
        Assert.Equal(mended, Assert.Contains("Add [Block] to Part", FixRun.Offered(Source, "SNET0017")));
        Assert.Empty(GeneratorRun.Of(mended).Problems);
    }

    [Fact]
    public void ClassWithoutInputMayBeEither()
        => Assert.Equal(
            ["Add [Network] to Part", "Add [Block] to Part"],
            FixRun.Offered("using StaticNets;\n[Dense(4), Relu]\npublic sealed class Part;\n", "SNET0003").Keys);

    [Fact]
    public void MendOfABlockIsInTheBlock()
    {
        const string Source =
            "using StaticNets;\n[Network, Input(2, 6, 6), Use(typeof(Part))] public sealed partial class Net;\n[Block, Conv2d(2, 7), Relu] "
                + "public sealed class Part;\n";
        var offered = FixRun.Offered(Source, "SNET0203");
        Assert.Equal(Source.Replace("Conv2d(2, 7)", "Conv2d(2, 6)", StringComparison.Ordinal), Assert.Contains("Change 7 to 6", offered));
        Assert.Equal(Source.Replace("Conv2d(2, 7)", "Conv2d(2, 7, Padding = 1)", StringComparison.Ordinal), Assert.Contains("Set Padding to 1", offered));
    }

    [Fact]
    public void LayerThatIsNamedElsewhereIsNotRemoved()
        => Assert.Empty(FixRun.Offered(Source("[Network, Input(4), Dense(3), Softmax(Name = \"a\"), SoftmaxCrossEntropy(From = \"a\")]"), "SNET0401"));

    private static string Source(string layers) => $"using StaticNets;\n\n{layers}\npublic sealed partial class Net;\n";
}
