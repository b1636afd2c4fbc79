using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What a network gives beside its last value.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData(
        "[Input(4)] [Dense(3), Output(\"a b\"), Dense(2)]",
        "SNET0010",
        "'a b' cannot be a name: the name of an input or output becomes a parameter of the generated methods, so it must be a C# identifier")]
    [InlineData(
        "[Input(4)] [Dense(3), Output(\"output\"), Dense(2)]", "SNET0010", "'output' cannot be a name: the generated methods use this name themselves")]
    [InlineData("[Input(4)] [Dense(3), Output(\"\"), Dense(2)]", "SNET0010", "'' cannot be a name: it is empty; leave it out for output1")]
    [InlineData(
        "[Input(4)] [Dense(3), Output(\"input\"), Dense(2)]",
        "SNET0007",
        "The name 'input' of Output(\"input\") is taken by Input(4): choose another with Name")]
    [InlineData(
        "[Input(4)] [Dense(3), Output(\"Input\"), Dense(2)]",
        "SNET0010",
        "'Input' cannot be a name: its constant InputSize would also be that of input 'input'")]
    [InlineData(
        "[Input(4)] [Dense(3), Output(\"a\"), Dense(2), Output(\"A\"), Dense(2)]",
        "SNET0010",
        "'A' cannot be a name: its constant ASize would also be that of output 'a'")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Dense(3), Output(\"inputLengths\"), Dense(2)]",
        "SNET0010",
        "'inputLengths' cannot be a name: the lengths or the gradient of an input are a parameter of this name")]
    [InlineData(
        "[Input(5, 4)] [Attention(Expose = true, Name = \"a\"), Output(\"aWeights\"), Dense(2)]",
        "SNET0010",
        "'a' cannot be a name: its weights would be a parameter 'aWeights' and have a constant 'AWeightsSize', and there is one of these already")]
    [InlineData(
        "[Input(4)] [Output(\"a\"), Output(\"b\"), Output(\"c\"), Output(\"d\"), Output(\"e\"), Output(\"f\"), Output(\"g\"), Output(\"h\"), Output(\"i\"), "
            + "Output(\"j\"), Output(\"k\"), Output(\"l\"), Output(\"m\"), Output(\"n\"), Output(\"o\"), Tanh]",
        "SNET0105",
        "Output(\"o\"): a call has places for 14 values beside the network's own, and for 8 with attention weights; leave out one")]
    [InlineData(
        "[Tokens(4, 3)] [Output(\"a\")]",
        "SNET0206",
        "Output(\"a\") needs numbers but gets 4 tokens from Tokens(4, 3): put [OneHot] or [Embedding(...)] before it")]
    public void SayWhatIsNeeded(string layers, string id, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of(Source(layers)).Problems);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void BelongToTheNetworkAndNotToABlock()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network]\n[Input(4)] [Use(typeof(Part))]\npublic sealed partial class Net;\n"
                + "[Block] [Dense(4), Output(\"a\")] public sealed class Part;");
        Assert.Equal("SNET0019", Assert.Single(run.Problems).Id);
    }

    /// <summary>A warning about a value that nothing uses would be wrong of one that the caller gets, and one about logits must look behind it.</summary>
    [Theory]
    [InlineData("[Input(4)] [Dense(3), Output(\"hidden\")] [Dense(2, From = \"input\")]")]
    [InlineData("[Input(4)] [Dense(3), Output(\"hidden\")] [Dense(2, From = \"hidden\")]")]
    [InlineData("[Input(4)] [Dense(3)] [Output(\"logits\")] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(4)] [Softmax, Output(\"logits\")] [SoftmaxCrossEntropy]", "SNET0401")]
    public void AreUsed(string layers, params string[] ids) => Assert.Equal(ids, GeneratorRun.Of(Source(layers)).Problems.Select(problem => problem.Id));

    /// <summary>A step gives what one step can compute; a recurrent layer that it could not move on leaves none.</summary>
    [Theory]
    [InlineData("[Dense(2), Output(\"value\")] [Dense(4, From = \"g\")]", new[] { "value" })]
    [InlineData("[Output(\"states\")] [Dense(4)]", new[] { "states" })]
    [InlineData("[Flatten, Output(\"all\")] [Dense(2, From = \"g\"), Output(\"value\")] [Dense(4, From = \"g\")]", new[] { "value" })]
    [InlineData("[Gru(2, From = \"input\"), Output(\"side\")] [Dense(4, From = \"g\")]", new[] { "side" })]
    [InlineData("[Gru(2, From = \"input\"), Flatten, Output(\"side\")] [Dense(4, From = \"g\")]", null)]
    public void OfAStepAreThoseThatItCanCompute(string layers, string[]? ofStep)
    {
        var text = $"[Input(5, 4)] [Gru(3, Name = \"g\")] {layers}";
        var network = NetworkSource.Of(text);
        Assert.Equal(ofStep, network.Step?.Outputs.Select(output => output.Name));
        Assert.All(
            network.Step?.Outputs ?? [],
            output => Assert.Equal(network.Outputs.Single(whole => whole.Name == output.Name).Tensor.Ordinal, output.Tensor.Ordinal));
        var run = GeneratorRun.Of(Source(text));
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
    }

    private static string Source(string layers) => $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;";
}
