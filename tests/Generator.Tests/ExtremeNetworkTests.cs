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

    private static GeneratorRun Run(string attributes) => GeneratorRun.Of($"using StaticNets;\n[{attributes}] public sealed partial class Net;");
}
