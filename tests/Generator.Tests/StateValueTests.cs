using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What is said of states that are values.</summary>
public sealed class StateValueTests
{
    private const string Two = "[Input(2, 4, Name = \"h\")] [Input(5, 3)] ";

    [Theory]
    [InlineData(Two + "[Gru(4, InitialHidden = \"h\")]", "it is 2x4, but 4 is needed")]
    [InlineData(Two + "[Gru(3, Layers = 2, InitialHidden = \"h\")]", "it is 2x4, but 2x3 is needed, a row for each layer and direction")]
    [InlineData(Two + "[Lstm(4, Layers = 3, InitialCell = \"h\")]", "it is 2x4, but 3x4 is needed, a row for each layer and direction")]
    [InlineData(
        Two + "[Gru(4, Layers = 2)] [Gru(4, Layers = 2, InitialHidden = \"h\", InitialState = \"gru1\")]",
        "it begins with that of 'gru1' already; leave out InitialHidden or InitialState")]
    [InlineData("[Input(5, 3)] [Gru(4, InitialHidden = \"g\")]", "'g'")]
    [InlineData("[Input(5, 3)] [Gru(4, FinalHidden = \"input\")]", "'input'")]
    [InlineData("[Input(5, 3)] [Gru(4, FinalHidden = \"a b\")]", "use letters, digits")]
    public void MistakesAreNamed(string layers, string message)
        => Assert.Contains(
            GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").Problems,
            problem => problem.GetMessage(null).Contains(message, StringComparison.Ordinal));

    [Fact]
    public void BlocksHaveTheirOwnFinalStates()
    {
        var model = NetworkSource.Parse("""
            using StaticNets;
            [Block]
            [Gru(3, FinalHidden = "end")]
            [Multiply("end", From = "gru1")]
            public sealed class Part;
            [Network]
            [Input(5, 3)]
            [Use(typeof(Part), Repeat = 2)]
            public sealed partial class Net;
            """, "Net");
        Assert.Contains(model.Forward.Tensors, tensor => tensor.Name == "block2.end");
    }
}
