using Xunit;

namespace StaticNets.Generator.Tests.CodeFixes;

/// <summary>What C# knows none of the name gets the name that was meant.</summary>
public sealed class MisspellingFixTests
{
    [Theory]
    [InlineData("Input(4), Dens(2)", "CS0246", "Dens", "Dense")]
    [InlineData("Input(4), DenseAtribute(2)", "CS0246", "DenseAtribute", "Dense")]
    [InlineData("Input(4), StaticNets.Dens(2)", "CS0234", "Dens", "Dense")]
    [InlineData("Input(4), Linear(2)", "CS0246", "Linear", "Dense")]
    [InlineData("Input(4), dense(2)", "CS0246", "dense", "Dense")]
    [InlineData("Input(1, 8, 8), Conv2D(2, 3)", "CS0246", "Conv2D", "Conv2d")]
    [InlineData("Input(1, 8, 8), Conv(2, 3)", "CS0246", "Conv", "Conv2d")]
    [InlineData("Input(1, 8, 8), Conv(2, 3)", "CS0246", "Conv", "Conv1d")]
    [InlineData("Input(1, 8, 8), MaxPool2d(2)", "CS0246", "MaxPool2d", "MaxPool")]
    [InlineData("Input(1, 8, 8), AdaptiveMaxPool2d(1)", "CS0246", "AdaptiveMaxPool2d", "GlobalMaxPool")]
    [InlineData("Input(2, 8, 8), InstanceNorm2d", "CS0246", "InstanceNorm2d", "InstanceNorm")]
    [InlineData("Input(2, 8, 8), Conv2dTranspose(2, 3)", "CS0246", "Conv2dTranspose", "ConvTranspose2d")]
    [InlineData("Input(2, 8, 8), ConvTranspose(2, 3)", "CS0246", "ConvTranspose", "ConvTranspose2d")]
    [InlineData("Input(2, 8, 8), Pow(2)", "CS0246", "Pow", "Power")]
    [InlineData("Input(2, 8, 8), Upsample(2, Mode = UpsampleMode.Bilinar)", "CS0117", "Bilinar", "Bilinear")]
    [InlineData("Input(1, 8, 8), Conv2d(2, 3, Pad = 1)", "CS0246", "Pad", "Padding")]
    [InlineData("Input(1, 8, 8), Conv2d(2, 3, Pading = 1)", "CS0246", "Pading", "Padding")]
    [InlineData("Input(1, 8, 8), Conv2d(2, 3, stride = 2)", "CS0246", "stride", "Stride")]
    [InlineData("Input(1, 8, 8), Conv2d(2, 3, PadingHeight = 2)", "CS0246", "PadingHeight", "PaddingHeight")]
    [InlineData("Input(4), Dense(2, Nam = \"a\")", "CS0246", "Nam", "Name")]
    [InlineData("Input(4), Dense(2), CrossEntropyLoss", "CS0246", "CrossEntropyLoss", "SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(2), CrossEntropy", "CS0246", "CrossEntropy", "SoftmaxCrossEntropy")]
    [InlineData("Input(5, 4), Gru(2, Return = Return.Lst)", "CS0117", "Lst", "Last")]
    [InlineData("Input(5, 4), Lstm(2, Return = Retrun.Last)", "CS0103", "Retrun", "Return")]
    public void NameThatWasMeantIsOffered(string layers, string id, string written, string meant)
    {
        var offered = FixRun.Offered(Source(layers), id);
        Assert.Equal(Source(layers.Replace(written, meant, StringComparison.Ordinal)), Assert.Contains($"Change '{written}' to '{meant}'", offered));
    }

    [Fact]
    public void ArgumentBecomesAProperty()
        => Assert.Equal(
            Source("Input(1, 8, 8), Conv2d(2, 3, Padding = 1)"),
            Assert.Contains("Change 'padding' to 'Padding'", FixRun.Offered(Source("Input(1, 8, 8), Conv2d(2, 3, padding: 1)"), "CS1739")));

    [Fact]
    public void MarksAreMeantToo()
        => Assert.Contains("Change 'Netwrk' to 'Network'", FixRun.Offered("using StaticNets;\n[Netwrk, Input(4)] public sealed partial class Net;", "CS0246"));

    [Theory]
    [InlineData("using StaticNets;\n[Input(4), Zzzzz] public sealed class Net;", "CS0246")]
    [InlineData("[Dens(2)] public sealed class Net;", "CS0246")]
    [InlineData("using StaticNets;\npublic sealed class Net : Dens;", "CS0246")]
    public void WhatHasNothingToDoWithLayersIsLeftAlone(string source, string id) => Assert.Empty(FixRun.Offered(source, id));

    private static string Source(string layers) => $"using StaticNets;\n\n// A comment.\n[Network]\n[{layers}]\npublic sealed partial class Net;\n";
}
