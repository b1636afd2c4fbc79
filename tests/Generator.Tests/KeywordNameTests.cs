using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Names that are words of C# in other places are names like any others.</summary>
public sealed class KeywordNameTests
{
    /// <summary>All that C# reserves somewhere, and what it knows as types without reserving it.</summary>
    private static readonly string[] Words =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Where(word => word.All(char.IsLetter)).Distinct(),
        "dynamic", "nint", "nuint", "notnull", "_",
    ];

    private const string Sound = "Network, Input(2), Dense(1)";
    private const string Mistaken = "Network(MaxParameters = -1), Tokens(5, 4, Lengths = true), Embedding(4), Lstm(3), Dense(2), SoftmaxCrossEntropy";

    [Theory]
    [InlineData(Sound)]
    [InlineData(Mistaken)]
    public void NetworksMayHaveThem(string layers)
        => AssertCompiles(string.Join("\n", Words.Select((word, i) => $"namespace N{i} {{ [{layers}] public sealed partial class @{word}; }}")));

    [Theory]
    [InlineData(Sound)]
    [InlineData(Mistaken)]
    public void NamespacesAndTypesAroundANetworkMayHaveThem(string layers) => AssertCompiles(string.Join("\n", Words.Chunk(10).Select((words, i) => $$"""
        namespace {{string.Join(".", words.Select(word => "@" + word))}} { [{{layers}}] public sealed partial class Net; }
        namespace N{{i}}
        {
            {{string.Concat(words.Select(word => $"public partial class @{word} {{ "))}}
            [{{layers}}] public sealed partial class Net; {{string.Concat(words.Select(_ => "} "))}}
            public partial class Outer<{{string.Join(", ", words.Select(word => "@" + word))}}> { [{{layers}}] public sealed partial class Net; }
        }
        """)));

    /// <summary>All at once: what is generated for one class must take neither a type of another name nor a member of its own for a keyword.</summary>
    [Theory]
    [InlineData(
        "Network, Input(1, 5, 5, Gradient = true), Conv2d(2, 3, Padding = 1), MaxPool(2, Stride = 1, Padding = 1), Flatten, Dropout(0.5), Dense(3), "
            + "LayerNorm, SoftmaxCrossEntropy")]
    [InlineData(
        "Network, Tokens(5, 4, Lengths = true), Embedding(4), PositionalEncoding, Lstm(4, Layers = 2, Dropout = 0.5), MultiHeadAttention(1, Causal = true, "
            + "Expose = true), Dense(2), SoftmaxCrossEntropy")]
    [InlineData(Mistaken)]
    public void TypesAndMembersBesideMayHaveThem(string layers) => AssertCompiles(
        $$"""
        namespace N
        {
            [{{layers}}] public sealed partial class Net { {{string.Concat(Words.Select(word => $"private static int @{word}(int a) => a; "))}} }
            {{string.Concat(Words.Select(word => $"public class @{word}; "))}}
        }
        """);

    [Fact]
    public void InputsAndLayersAndBlocksMayHaveThem() => AssertCompiles(string.Join("\n", Words.Select((word, i) =>
    {
        var input = SyntaxFacts.GetKeywordKind(word) == SyntaxKind.None ? word : $"{word}_";
        return $$"""
            namespace N{{i}}
            {
                [Network, Input(2, Name = "{{input}}", Gradient = true), Use(typeof(@{{word}})), Dense(1, Name = "{{word}}.layer")]
                public sealed partial class Net;
                [Network(MaxParameters = -1), Tokens(5, 4, Name = "{{input}}", Lengths = true), Embedding(3)]
                [Attention(Expose = true, Name = "{{word}}.a"), Gru(3, Name = "{{word}}.b"), Use(typeof(@{{word}}))]
                public sealed partial class Mistaken;
                [Block, Tanh(Name = "{{word}}"), Add("{{word}}")] public sealed class @{{word}};
            }
            """;
    })));

    [Fact]
    public void UsersCallThemByName()
    {
        var run = GeneratorRun.Of(
            "using StaticNets;\n[Network, Input(4, Name = \"record\"), Dense(2), SoftmaxCrossEntropy] public sealed partial class @record;",
            "public static class User { public static void Run(float[] values) { var net = new @record(seed: 1); net.Forward(record: values, output: values, "
                + "count: @record.RecordSize); } }");
        Assert.Empty(run.Problems);
        Assert.Empty(run.CompilerProblems);
    }

    private static void AssertCompiles(string source)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n{source}");
        Assert.Empty(run.Problems.Where(problem => problem.Id != "SNET0101"));
        Assert.Empty(run.CompilerProblems.Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(problem => problem.ToString()).Take(20));
    }
}
