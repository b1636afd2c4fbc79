using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>The members of a class are the same whether its network is valid or not, so that a mistake in the layers stays one message.</summary>
public sealed class SurfaceTests
{
    private const string Read = "Input(5, 4, Name = \"a\", Lengths = true), Gru(3, Name = \"encoder\", Return = Return.Sequence)";

    /// <summary>The surface is C# 7, which does not know it.</summary>
    private static readonly SymbolDisplayFormat WithoutNullability
        = SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Layers whose networks are valid: what is used and what is not, what goes from step to step and what does not.</summary>
    public static TheoryData<string> Networks => new(
    [
        "Input(4), Dense(2)",
        "Input(4), Dense(3), Output(\"hidden\"), Dense(2), Output(\"logits\"), SoftmaxCrossEntropy",
        "Input(4, 3), Lstm(2, Name = \"a\"), Dense(1), Output(\"value\"), Dense(2, From = \"a\")",
        "Input(4, 3), Lstm(2, Name = \"a\"), Flatten, Output(\"value\"), Dense(2, From = \"a\")",
        "Input(4, 3), Gru(2, From = \"input\"), Flatten, Output(\"value\"), Lstm(2, From = \"input\")",
        "Input(4, 3), Attention(Expose = true), Output(\"seen\"), Lstm(2)",
        "Input(4, Gradient = true), Input(4, Name = \"b\", Gradient = true), Add(\"input\"), Dense(2), MeanSquaredError",
        "Input(4), Input(5, Name = \"b\"), Dense(1), MeanSquaredError",
        "Input(4, 3), Lstm(2), Input(5, Name = \"b\"), Dense(1), MeanSquaredError",
        "Input(4, 3), Gru(2), Input(5, 2, Name = \"b\"), Dense(1), MeanSquaredError",
        "Input(4, 3), Rnn(2), Input(5, 2, Name = \"b\"), Rnn(3), Dense(1), MeanSquaredError",
        "Input(4, 3), Rnn(2), Lstm(2, From = \"input\"), Dense(3), SoftmaxCrossEntropy",
        "Input(4, 3), Lstm(2, Name = \"a\"), Lstm(2, InitialState = \"a\"), Dense(3, From = \"input\"), SoftmaxCrossEntropy",
        "Input(4, 3), Lstm(2, Dropout = 0.5, Layers = 2), Dense(3, From = \"input\")",
        "Input(4, 3, Lengths = true), Lstm(2), Input(5, Name = \"b\"), Dense(1)",
        "Tokens(4, 3), Embedding(2), Gru(3), Tokens(5, 4, Name = \"b\"), OneHot, Dense(2), SoftmaxCrossEntropy",
        "Input(4, 3), Lstm(2), Flatten, Dense(2)",
        "Input(4, 3), Lstm(2), Attention, Dense(2)",
        "Input(4, 3), Lstm(2, Bidirectional = true), Dense(2)",
        "Input(4, 3), Lstm(2, Bidirectional = true), Gru(2), Dense(2)",
        "Input(4, 3), Lstm(2, Return = Return.Last), Dense(2)",
        "Input(4, 3), Lstm(2, Name = \"a\"), Dense(3), Lstm(2, InitialState = \"a\")",
        "Input(4, 3), Lstm(2, Name = \"a\"), Dense(3), Lstm(2, InitialState = \"a\"), Dense(2, From = \"a\")",
        "Input(4, 3), Dropout(0.5), Lstm(2), Dropout(0.5), Dense(2), MeanSquaredError",
        $"{Read}, Input(6, 3, Name = \"b\"), Gru(3, InitialState = \"encoder\"), Dense(2)",
        $"{Read}, Input(6, 3, Name = \"b\"), Gru(3, Attend = \"encoder\", Expose = true), Dense(2)",
        $"{Read}, Input(6, 3, Name = \"b\"), Gru(3, Attend = \"encoder\", Expose = true), Dense(2, From = \"b\")",
        $"{Read}, Input(6, 3, Name = \"b\"), Attention(Keys = \"encoder\", Expose = true), Dense(2)",
        $"{Read}, Input(6, 3, Name = \"b\"), Attention(Keys = \"encoder\", Expose = true), Lstm(2, From = \"b\"), Dense(2)",
        $"{Read}, Attention(Expose = true, Name = \"own\"), Input(6, 3, Name = \"b\"), Gru(3, Attend = \"own\"), Dense(2)",
        $"{Read}, Attention(Expose = true, Name = \"own\"), Input(6, 3, Name = \"b\"), Gru(3, Attend = \"own\", Expose = true), Dense(2), MeanSquaredError",
        $"{Read}, Attention(Expose = true, Name = \"own\"), Input(6, 3, Name = \"b\"), Gru(3), Dense(2)",
        $"{Read}, Input(6, 3, Name = \"b\"), Input(2, 3, Name = \"c\", Lengths = true), Gru(3, From = \"b\", Attend = \"encoder\"), Dense(2)",
        "Input(5, 4), Attention(Expose = true), Dense(2, From = \"input\")",
        "Input(5, 4), Attention(Expose = true), Lstm(2, From = \"input\"), Dense(2)",
        "Input(5, 4), Attention(Expose = true), Input(6, 3, Name = \"b\"), Lstm(2), Dense(2)",
        "Input(5, 4), MultiHeadAttention(2, Causal = true, Expose = true), Dense(2, From = \"input\")",
        "Input(5, 4), MultiHeadAttention(2, Causal = true, Expose = true), Dense(2)",
        "Input(5, 4), MultiHeadAttention(2, Causal = true, Expose = true), Input(6, 3, Name = \"b\"), Lstm(2), Dense(2)",
        "Input(5, 4), MultiHeadAttention(2, Causal = true), Input(6, Name = \"b\"), Dense(2)",
        "Input(5, 4), PositionalEncoding, Input(6, Name = \"b\"), Dense(2)",
        "Input(5, 4), PositionalEncoding, Dense(2)",
        "Tokens(5, 4), Embedding(4), PositionalEncoding, MultiHeadAttention(2, Causal = true), Lstm(3), Dense(4), SoftmaxCrossEntropy",
        "Input(4, 3), Use(typeof(Recurrent)), Input(5, Name = \"b\"), Dense(1), MeanSquaredError",
        "Input(4, 3), Use(typeof(Recurrent), Repeat = 2), Dense(1), MeanSquaredError",
        "Input(4, 3), Use(typeof(Recurrent)), Use(typeof(Attending), From = \"input\"), Dense(1)",
        "Input(4, 3, Name = \"record\"), Input(4, 3, Name = \"target\"), Lstm(2), Dense(2), SoftmaxCrossEntropy",
    ]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void MembersAreThoseOfTheCode(string layers)
    {
        var valid = Run($"Network, {layers}");
        Assert.DoesNotContain(valid.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
        Assert.Empty(valid.CompilerProblems);

        var invalid = Run($"Network(MaxParameters = -1), {layers}");
        Assert.Contains("SNET0101", invalid.Problems.Select(problem => problem.Id));
        Assert.Empty(invalid.CompilerProblems);
        Assert.Equal(string.Join("\n", Members(valid.Output)), string.Join("\n", Members(invalid.Output)));
    }

    /// <summary>What the networks need before them.</summary>
    internal const string Usings = "using StaticNets;";

    /// <summary>The blocks that the networks use.</summary>
    internal const string Blocks = """
        [Block, Lstm(3)] public sealed class Recurrent;
        [Block, Dense(4), Attention(Expose = true)] public sealed class Attending;
        """;

    private static GeneratorRun Run(string attributes) => GeneratorRun.Of($"{Usings}\n[{attributes}] public sealed partial class Net;\n{Blocks}");

    /// <summary>What users of the class see, without default values.</summary>
    internal static IEnumerable<string> Members(Compilation output)
    {
        var type = output.GetTypeByMetadataName("Net")!;
        var types = type.GetTypeMembers().Where(nested => nested.DeclaredAccessibility == Accessibility.Public).Prepend(type).ToList();
        return type.AllInterfaces.Select(contract => contract.ToDisplayString())
            .Concat(types.SelectMany(part => part.GetMembers()).Where(member => member.DeclaredAccessibility == Accessibility.Public
                && member.CanBeReferencedByName).Select(member => member.ToDisplayString(WithoutNullability)))
            .Concat(types.SelectMany(part => part.InstanceConstructors).Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
                .Select(constructor => constructor.ToDisplayString(WithoutNullability)))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}
