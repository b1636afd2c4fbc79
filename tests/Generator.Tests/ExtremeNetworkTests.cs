using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks at the limits of what can be indexed: they compile or are refused, and neither the generator nor the analyzer throws.</summary>
public sealed class ExtremeNetworkTests
{
    [Theory]
    [InlineData("Input(15000000), Dense(2), MeanSquaredError")]
    [InlineData("Input(3000000), Dense(1, Name = \"a\"), Dense(1, From = \"input\"), Add(\"a\", Name = \"b\"), Dense(1, From = \"input\"), Add(\"b\"), MeanSquaredError")]
    [InlineData("Input(1000), Dense(10000), Relu, Concat(\"input\"), Dense(10000), Relu, Dense(3)")]
    public void NetworkThatFitsCompiles(string layers)
    {
        var run = Run($"Network(MaxWorkspaceBytes = 1L << 40), {layers}");
        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("Input(4, 8), Lstm(1073741824, Bidirectional = true), MultiHeadAttention(3)", "1073741824")]
    [InlineData("Input(4, 8), Rnn(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Gru(1431655766, ResetAfter = true), MultiHeadAttention(3)", "1431655766")]
    [InlineData("Input(4, 8), Gru(2, Bidirectional = true), MultiHeadAttention(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Attention(Score = Score.Additive, Hidden = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(int.MaxValue, 1)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Stride = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Padding = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(1, 3, Dilation = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(4, 8), Conv1d(8, 3, Groups = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Conv2d(1, 3, StrideHeight = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), Conv2d(1, 3, 3, PaddingWidth = int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), MaxPool(int.MaxValue)", "int.MaxValue")]
    [InlineData("Input(2, 9, 9), AvgPool(int.MaxValue, 1)", "int.MaxValue")]
    [InlineData("Input(8), Dense(int.MaxValue)", "int.MaxValue")]
    [InlineData("Tokens(8, int.MaxValue), OneHot, Dense(2)", "int.MaxValue")]
    [InlineData("Tokens(int.MaxValue, 8), OneHot, Dense(2)", "int.MaxValue")]
    [InlineData("Tokens(8, 8), Embedding(int.MaxValue), Dense(2)", "int.MaxValue")]
    public void NumberBeyondAnySizeIsReportedWhereItIsWritten(string layers, string number)
    {
        var problem = Assert.Single(Run($"Network, {layers}").Problems);
        Assert.Equal(("SNET0102", number), (problem.Id, GeneratorRun.TextOf(problem)));
    }

    [Theory]
    [InlineData("Input(2, 9, 9), MaxPool(3, Stride = 33554431)", "SNET0204")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 3, Stride = 33554431)", "SNET0204")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 16000000, 1, PaddingHeight = 8000000)", "SNET0301")]
    [InlineData("Input(1, 4, 1000), Conv2d(1, 3, StrideHeight = 1000000, PaddingHeight = 8000000)", "SNET0301")]
    [InlineData("Input(8, 2), Conv1d(1, 3, Stride = 1000000, Padding = 16000000)", "SNET0301")]
    [InlineData("Input(1000, 1000), MultiHeadAttention(10), MultiHeadAttention(1000)", "SNET0301")]
    [InlineData("Input(33554431), Dense(1)", "SNET0301")]
    [InlineData("Input(8), Dense(33554431), Dense(33554431)", "SNET0301")]
    [InlineData("Input(4, 8), Lstm(33554431)", "SNET0301")]
    [InlineData("Input(4, 8), Lstm(4, Return = Return.Last), Dense(3), SoftmaxCrossEntropy(IgnoreIndex = int.MaxValue)", null)]
    [InlineData("Input(4, 8), Lstm(4, Return = Return.Last), Dense(3), SoftmaxCrossEntropy(IgnoreIndex = int.MinValue)", null)]
    public void NumberNearALimitGivesCodeOrAMessage(string layers, string? id)
    {
        var run = Run($"Network, {layers}");
        Assert.Equal(id is null ? [] : [id], run.Problems.Select(problem => problem.Id));
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    private static GeneratorRun Run(string attributes) => GeneratorRun.Of($"using StaticNets;\n[{attributes}] public sealed partial class Net;");
}
