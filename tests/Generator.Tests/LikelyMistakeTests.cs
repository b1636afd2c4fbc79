using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Collections;
using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Parsing;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks that compile and are surely mistakes get a warning; like ones that are none do not.</summary>
public sealed class LikelyMistakeTests
{
    [Theory]
    [InlineData("Input(4), Dense(3), Softmax, SoftmaxCrossEntropy", "SNET0401", "Softmax")]
    [InlineData("Input(4), Dense(3), Softmax, BinaryCrossEntropy", "SNET0401", "Softmax")]
    [InlineData("Input(4), Dense(3), Sigmoid, BinaryCrossEntropy", "SNET0401", "Sigmoid")]
    [InlineData("Input(4), Dense(3), Sigmoid, SoftmaxCrossEntropy", "SNET0401", "Sigmoid")]
    [InlineData("Input(5, 4), Dense(3), Softmax, SoftmaxCrossEntropy", "SNET0401", "Softmax")]
    [InlineData("Input(5, 4), Dense(3), Sigmoid, Flatten, BinaryCrossEntropy", "SNET0401", "Sigmoid")]
    [InlineData("Input(4), Dense(3), Sigmoid(Name = \"a\"), Dense(2, From = \"input\"), BinaryCrossEntropy(From = \"a\")", "SNET0401", "Sigmoid(Name = \"a\")")]
    [InlineData("Input(4), Dense(3), Relu, SoftmaxCrossEntropy", "SNET0402", "Relu")]
    [InlineData("Input(4), Dense(3), Relu, BinaryCrossEntropy", "SNET0402", "Relu")]
    [InlineData("Input(4), Dense(3), Gelu, SoftmaxCrossEntropy", "SNET0402", "Gelu")]
    [InlineData("Input(4), Dense(3), Tanh, BinaryCrossEntropy", "SNET0402", "Tanh")]
    [InlineData("Input(4), Dense(3), Dropout(0.5), SoftmaxCrossEntropy", "SNET0402", "Dropout(0.5)")]
    [InlineData("Input(4), Dense(3), Dropout(0.1), BinaryCrossEntropy", "SNET0402", "Dropout(0.1)")]
    [InlineData("Input(4), Dense(1), SoftmaxCrossEntropy", "SNET0403", "SoftmaxCrossEntropy")]
    [InlineData("Input(5, 4), Dense(1), SoftmaxCrossEntropy", "SNET0403", "SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(1), Softmax", "SNET0403", "Softmax")]
    [InlineData("Input(4)", "SNET0404", "Net")]
    [InlineData("Tokens(4, 5)", "SNET0404", "Net")]
    [InlineData("Block, Input(4), Dense(2)", "SNET0405", "Block")]
    [InlineData("Input(3, 32, 32), Conv2d(3, 16, 3)", "SNET0406", "Conv2d(3, 16, 3)")]
    [InlineData("Input(1, 28, 28), Conv2d(1, 6, 5)", "SNET0406", "Conv2d(1, 6, 5)")]
    [InlineData("Input(3, 32, 32), Conv2d(8, 3), Relu, Conv2d(8, 16, 3, Padding = 1)", "SNET0406", "Conv2d(8, 16, 3, Padding = 1)")]
    [InlineData("Input(8), Dense(8, 16)", "SNET0406", "Dense(8, 16)")]
    [InlineData("Input(5, 8), Lstm(8, 16)", "SNET0406", "Lstm(8, 16)")]
    [InlineData("Input(5, 8), Gru(8, 16, 2)", "SNET0406", "Gru(8, 16, 2)")]
    [InlineData("Tokens(5, 8), Embedding(8, 16)", "SNET0406", "Embedding(8, 16)")]
    [InlineData("Input(5, 8), Conv1d(8, 16, 3)", "SNET0406", "Conv1d(8, 16, 3)")]
    [InlineData("Input(3, 32, 32), Conv2d(3, 16, 3, 2)", "SNET0406", "Conv2d(3, 16, 3, 2)")]
    [InlineData("Input(3, 32, 32), MaxPool(3, 2, 1)", "SNET0406", "MaxPool(3, 2, 1)")]
    [InlineData("Input(5, 8), MultiHeadAttention(8, 2)", "SNET0406", "MultiHeadAttention(8, 2)")]
    [InlineData("Input(8), Softmax(1)", "SNET0406", "Softmax(1)")]
    [InlineData("Input(16, 8, 8), ConvTranspose2d(16, 8, 3)", "SNET0406", "ConvTranspose2d(16, 8, 3)")]
    [InlineData("Input(16, 8, 8), ConvTranspose2d(16, 8, 3, 2)", "SNET0406", "ConvTranspose2d(16, 8, 3, 2)")]
    [InlineData("Input(8, 4, 4), GroupNorm(2, 8)", "SNET0406", "GroupNorm(2, 8)")]
    [InlineData("Input(8, 4, 4), InstanceNorm(8)", "SNET0406", "InstanceNorm(8)")]
    [InlineData("Input(32, 32, 3), Conv2d(16, 3)", "SNET0407", "Conv2d(16, 3)")]
    [InlineData("Input(28, 28, 1), Relu, Conv2d(16, 1)", "SNET0407", "Conv2d(16, 1)")]
    public void MistakeHasAWarning(string layers, string id, string place)
    {
        var problem = Assert.Single(Problems(layers), problem => problem.Id != "SNET0015");
        Assert.Equal((id, place, DiagnosticSeverity.Warning), (problem.Id, GeneratorRun.TextOf(problem), problem.Severity));
    }

    [Fact]
    public void BothWaysOfChangingLogitsAreSaid()
        => Assert.Equal(["SNET0401", "SNET0402"], Problems("Input(4), Dense(3), Softmax, Dropout(0.5), SoftmaxCrossEntropy").Select(problem => problem.Id));

    [Theory]
    [InlineData("Input(2), SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(3), LeakyRelu, SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(3), Dropout(0), SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(8), Relu, Dropout(0.5), Dense(3), SoftmaxCrossEntropy")]
    [InlineData("Input(4), Dense(3), Softmax, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), Relu, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), Softmax")]
    [InlineData("Input(4), Dense(1), BinaryCrossEntropy")]
    [InlineData("Input(5, 4), Softmax(Name = \"a\"), Dense(3, From = \"a\"), SoftmaxCrossEntropy")]
    [InlineData("Input(3, 32, 32), Conv2d(3, 16, 1)")]
    [InlineData("Input(3, 32, 32), Conv2d(3, 1, 16)")]
    [InlineData("Input(3, 32, 32), Conv2d(3, 5, 5)")]
    [InlineData("Input(3, 32, 32), Conv2d(4, 5, 3)")]
    [InlineData("Input(3, 32, 32), Conv2d(filters: 3, kernelHeight: 16, kernelWidth: 3)")]
    [InlineData("Input(32, 30, 3), Conv2d(16, 3)")]
    [InlineData("Input(3, 32, 32), Conv2d(32, 3), MaxPool(2)")]
    [InlineData("Input(4), Flatten")]
    public void WhatIsNoMistakeHasNone(string layers) => Assert.DoesNotContain(Problems(layers), problem => problem.Severity >= DiagnosticSeverity.Warning);

    [Fact]
    public void MistakeInABlockIsShownThere()
    {
        var problem = Assert.Single(Problems("Input(4), Use(typeof(Head)), SoftmaxCrossEntropy"));
        Assert.Equal(
            ("SNET0401", "Use(typeof(Head))", "Softmax"), (problem.Id, GeneratorRun.TextOf(problem), TextOf(Assert.Single(problem.AdditionalLocations))));
    }

    [Fact]
    public void ArgumentsOfABlockAreLookedAtToo()
    {
        var problem = Assert.Single(Problems("Input(4), Use(typeof(Linear))"));
        Assert.Equal(
            ("SNET0406", "Use(typeof(Linear))", "Dense(4, 8)"), (problem.Id, GeneratorRun.TextOf(problem), TextOf(Assert.Single(problem.AdditionalLocations))));
    }

    /// <summary>Their warnings are errors.</summary>
    [Theory]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    [InlineData("tests/Kernels")]
    [InlineData("tests/Numerics.Tests/Networks")]
    public void NetworksOfThisRepositoryHaveNone(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        var found = new List<string>();
        var count = 0;
        foreach (var compilation in files.GroupBy(Path.GetDirectoryName).Select(group => NetworkSource.Compile([.. group.Select(File.ReadAllText)])))
        {
            foreach (var type in compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken).OfType<INamedTypeSymbol>()
                .Where(type => type.GetAttributes().Any(DeclarationParser.IsNetwork)))
            {
                count++;
                var declaration = NetworkReader.Read(type, new SourcePlaces(), TestContext.Current.CancellationToken)!;
                found.AddRange(NetworkBuilder.Build(declaration, new EquatableArray<int>([128]), TestContext.Current.CancellationToken).Problems
                    .Where(problem => string.CompareOrdinal(problem.Descriptor.Id, "SNET0400") > 0)
                    .Select(
                        problem =>
                            $"{type.Name}: "
                                + $"{string.Format(CultureInfo.InvariantCulture, problem.Descriptor.MessageFormat.ToString(null), [.. problem.Arguments])}"));
            }
        }

        Assert.True(count > 0);
        Assert.Empty(found);
    }

    private static string TextOf(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static IEnumerable<Diagnostic> Problems(string layers)
        => GeneratorRun.Of(
            $"using StaticNets;\n[Network, {layers}] public sealed partial class Net;\n[Block, Dense(3), Softmax] public sealed class Head;\n[Block, "
                + "Dense(4, 8)] public sealed class Linear;").Problems;
}
