using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What may be called what, and what a block may be.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("Use(null!)", "SNET0017", "Use(null) needs a block, but null is not a class: name one that is marked [Block]")]
    [InlineData("Use(typeof(int[]))", "SNET0017", "Use(typeof(int[])) needs a block, but int[] is not a class: name one that is marked [Block]")]
    [InlineData("Dense(2, Name = \"\")", "SNET0010", "'' cannot be a name: it is empty; leave it out for dense1")]
    [InlineData("Dense(2, From = \"inptu\")", "SNET0006", "Dense(2, From = \"inptu\"): no input or layer is named 'inptu'; did you mean 'input'?")]
    [InlineData("Dense(2, From = \"elsewhere\")", "SNET0006", "Dense(2, From = \"elsewhere\"): no input or layer is named 'elsewhere'; there is input")]
    public void MessageSaysWhatIsWrong(string layer, string id, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of($"using StaticNets;\n[Network, Input(4), {layer}] public sealed partial class Net;").Problems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void BlockInABlockMustBeAClass()
    {
        var run = GeneratorRun.Of("using StaticNets;\n[Network, Input(4), Use(typeof(Outer))] public sealed partial class Net;\n[Block, Dense(4), Use(null!)] public sealed class Outer;");
        Assert.Equal("SNET0017", Assert.Single(run.Problems).Id);
    }

    [Theory]
    [InlineData("public sealed partial class Unsafe_;")]
    [InlineData("public sealed partial class Net { private const int F256_ = 1; }")]
    public void NamesOfEmittedCodeAreTaken(string declaration)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n[Network, Input(4), Dense(2)] {declaration}");
        Assert.Equal("SNET0014", Assert.Single(run.Problems).Id);
    }
}
