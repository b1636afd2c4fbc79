using Microsoft.CodeAnalysis.CSharp;
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
        var problem = Assert.Single(
            GeneratorRun.Of($"using StaticNets;\n[Network, Input(4), {layer}] public sealed partial class Net;").Problems,
            problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void BlockInABlockMustBeAClass()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(4), Use(typeof(Outer))] public sealed partial class Net;\n[Block, Dense(4), Use(null!)] "
                + "public sealed class Outer;");
        Assert.Equal("SNET0017", Assert.Single(run.Problems).Id);
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense(2)] partial class A; [Network, Input(4), Dense(2)] partial record A;")]
    [InlineData("[Network, Input(4), Dense(2)] partial class A; [Network, Input(4), Dense(2)] partial class a;")]
    [InlineData(
        "namespace Outer { [Network, Input(4), Dense(2)] partial class Inner; } partial class Outer { [Network, Input(4), Dense(2)] partial class Inner; }")]
    [InlineData(
        "namespace A.B { [Network, Input(4), Dense(2)] partial class C; } namespace A { partial class B { [Network, Input(4), Dense(2)] partial class C; } }")]
    [InlineData("[Network, Input(4), Dense(2)] partial class A { [Network, Input(4), Dense(2)] partial class Vector128; }")]
    [InlineData("[Network, Input(4), Dense(2)] partial class A { [Network, Input(4), Dense(2)] partial class implementation; }")]
    [InlineData(
        "partial class A { [Network, Input(4), Dense(2)] partial class N; } partial record A { [Network, Input(4), Dense(2)] partial class N; "
            + "} partial class a { [Network, Input(4), Dense(2)] partial class N; }")]
    public void FilesOfNetworksWithOneNameHaveNamesOfTheirOwn(string declarations)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n{declarations}");
        Assert.Equal(
            declarations.Split("[Network").Length - 1,
            run.Sources.Select(source => source.HintName).Count(name => name.EndsWith(".Implementation.g.cs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Tokens(5, 4), Embedding(4), MultiHeadAttention(2, Causal = true), Dense(4), SoftmaxCrossEntropy", "class State { }")]
    [InlineData("Tokens(5, 4), Embedding(4), PositionalEncoding, Dense(4), SoftmaxCrossEntropy", "void Step() { }")]
    [InlineData("Tokens(5, 4), Embedding(4), PositionalEncoding, Dense(4), SoftmaxCrossEntropy", "void RunStep() { }")]
    [InlineData("Input(5, 4), Use(typeof(Block))", "class State { }")]
    [InlineData("Input(5, 4, Name = \"a\"), Input(6, 4), Gru(3, Attend = \"a\")", "void Encode() { }")]
    [InlineData("Input(5, 4, Name = \"a\"), Input(6, 4), Gru(3, Attend = \"a\")", "int RunEncode { get; }")]
    [InlineData("Input(5, 4), Attention(Expose = true), Dense(2)", "const int Attention1WeightsSize = 3;")]
    [InlineData("Dense(2)", "const int InputSize = 3;")]
    public void NamesOfMembersThatOnlySomeNetworksGetAreTakenThere(string layers, string member)
    {
        var run = GeneratorRun.Of(
            $"using StaticNets;\n[Network, {layers}] public sealed partial class Net {{ private {member} }}\n[Block, Lstm(3)] public sealed class Block;");
        Assert.Contains("SNET0014", run.Problems.Select(problem => problem.Id));
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Input(5, 4), Lstm(3, Bidirectional = true), Dense(2)", "class State { }")]
    [InlineData("Input(5, 4), Lstm(3), Flatten, Dense(2)", "static void Step() { }")]
    [InlineData("Input(5, 4), Attention, Dense(2)", "const int Attention1WeightsSize = 3; private static void Encode() { }")]
    public void NamesOfMembersThatANetworkDoesNotGetAreFree(string layers, string member)
        => Assert.Empty(GeneratorRun.Of($"using StaticNets;\n[Network, {layers}] public sealed partial class Net {{ private {member} }}").Problems);

    [Fact]
    public void FolderOfTheUsersFilesDoesNotMatter()
    {
        var source = "using StaticNets;\n[Network, Input(4), Dense(2)] public sealed partial class Net { private const int OutputSize = 1; }";
        var path = "/home/StaticNets.Generator.NetworkGenerator/Net.cs";
        var run = GeneratorRun.Of(NetworkSource.Compile()
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, NetworkSource.ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken)));
        Assert.Equal("SNET0014", Assert.Single(run.Problems).Id);
    }

    [Theory]
    [InlineData("Input(5, 4, Name = \"RunStep\"), Lstm(3)")]
    [InlineData("Input(5, 4, Name = \"RunEncode\"), Input(6, 4), Gru(3, Attend = \"RunEncode\")")]
    [InlineData("Input(5, 4), Attention(Name = \"my att\", Expose = true), Dense(2)")]
    [InlineData("Input(5, 4), Attention(Name = \"---\", Expose = true), Dense(0)", "SNET0101")]
    [InlineData("Input(5, 4, Name = \"a\", Lengths = true), Input(5, 4, Name = \"aLengths\"), Attention(Keys = \"a\")")]
    [InlineData("Input(5, 4, Name = \"Attention1Weights\"), Attention(Expose = true), Dense(2)")]
    [InlineData("Input(5, 4), Attention(Expose = true, Name = \"a\"), Input(5, 4, Name = \"aWeights\"), Add(\"a\")")]
    [InlineData("Input(5, 4, Name = \"a\"), Input(5, 4, Name = \"a\\u200d\"), Add(\"a\")")]
    [InlineData("Input(5, 4, Name = \"out\\u200dput\"), Dense(2)")]
    [InlineData("Input(5, 4), Attention(Expose = true, Name = \"a\"), Lstm(3), Dense(0)", "SNET0101")]
    public void NameThatCannotBeIsReportedAndLeavesCodeThatCompiles(string layers, string id = "SNET0010")
    {
        var run = GeneratorRun.Of($"using StaticNets;\n[Network, {layers}] public sealed partial class Net;");
        Assert.Equal(id, Assert.Single(run.Problems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Id);
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(
        "Input(4, 2), MultiHeadAttention(1, Name = \"a\"), Dense(2, Name = \"a.out_proj\")",
        "The name 'a.out_proj.weight' of Dense(2, Name = \"a.out_proj\") is taken by MultiHeadAttention(1, Name = \"a\"): choose another with Name")]
    [InlineData(
        "Input(4, 2), Attention(Score = Score.Additive, Name = \"x.attention\"), Gru(2, Attend = \"input\", Name = \"x\")",
        "The name 'x.attention.query.weight' of Gru(2, Attend = \"input\", Name = \"x\") is taken by Attention(Score = Score.Additive, "
            + "Name = \"x.attention\"): choose another with Name")]
    public void ParametersOfOneNameAreReported(string layers, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of($"using StaticNets;\n[Network, {layers}] public sealed partial class Net;").Problems);
        Assert.Equal(("SNET0007", message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void SomebodysOwnAttributeIsNoLayerOfOursInABlockEither()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(4), Use(typeof(Block)), Dense(2)] public sealed partial class Net;\n[Block, Own.Dense(3), Own.Use(1, 2)] "
                + "public sealed class Block;\nnamespace Own { public sealed class DenseAttribute(int units) : LayerAttribute { public int Units { get; "
                + "} = units; } public sealed class UseAttribute(params int[] blocks) : LayerAttribute { public int[] Blocks { get; } = blocks; } }");
        Assert.Equal(["SNET0105", "SNET0105"], run.Problems.Select(problem => problem.Id));
        Assert.Contains(
            "it is not a layer that this version of StaticNets knows",
            run.Problems[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Fact]
    public void MisspeltLayerInABlockGivesNoMisleadingMessage()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(2, 5, 5), Use(typeof(Block)), Dense(2)] public sealed partial class Net;\n[Block, Flaten] "
                + "public sealed class Block;\n[Network, Input(2, 5, 5), Use(typeof(Other)), Dense(2)] public sealed partial class Second;\n[Block, Relu, "
                + "Flaten] public sealed class Other;");
        Assert.Empty(run.Problems);
        Assert.Contains(run.CompilerProblems, problem => problem.Id == "CS0246");
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
