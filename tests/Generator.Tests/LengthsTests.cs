using StaticNets.Data;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Which steps are real where a network has several sequences.</summary>
public sealed class LengthsTests
{
    private const string Two = "[Input(5, 4, Name = \"a\", Lengths = true)] [Input(5, 4, Name = \"b\", Lengths = true)]";
    private const string OneOfTwo = "[Input(5, 4, Name = \"a\", Lengths = true)] [Input(5, 4, Name = \"b\")]";

    [Theory]
    [InlineData($"{Two} [Attention(From = \"a\", Keys = \"b\")]", 2 + 5 + 3)]
    [InlineData($"{Two} [Attention(From = \"b\", Keys = \"a\")]", 5 + 1 + 1)]
    [InlineData($"{OneOfTwo} [Attention(From = \"b\", Keys = \"a\")]", 3 * 5)]
    [InlineData($"{Two} [Conv1d(4, 3, Stride = 2, Padding = 1, From = \"a\"), Attention(Keys = \"b\")]", 1 + 3 + 2)]
    public void AccuracyCountsTheStepsThatTheLossCounts(string layers, int count)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\n[Dense(3), SoftmaxCrossEntropy]\npublic sealed partial class Net;");
        Assert.Empty(run.Problems);
        InMemory.Run(run, assembly =>
        {
            var evaluation = (Evaluation)InMemory.Call(this, nameof(Evaluate), assembly.GetType("Net")!)!;
            Assert.Equal(count, evaluation.Count);
            Assert.Equal(count, Enumerable.Range(0, 3).Sum(prediction => evaluation.Confusion[0, prediction]));
        });
    }

    [Theory]
    [InlineData(
        $"{Two} [Add(\"a\")]",
        "\"a\"",
        "Add(\"a\") would join real steps with padding: 5x4 from Input(5, 4, Name = \"b\", Lengths = true) has the lengths of 'b', but 5x4 from Input(5, 4, "
            + "Name = \"a\", Lengths = true) has the lengths of 'a'; join values of one input, or leave out Lengths")]
    [InlineData(
        $"{OneOfTwo} [Dense(3), Concat(\"a\")]",
        "\"a\"",
        "Concat(\"a\") would join real steps with padding: 5x3 from Dense(3) has no lengths, but 5x4 from Input(5, 4, Name = \"a\", Lengths = true) "
            + "has the lengths of 'a'; join values of one input, or leave out Lengths")]
    [InlineData(
        $"{OneOfTwo} [Add(\"b\", From = \"a\")]",
        "\"b\"",
        "Add(\"b\", From = \"a\") would join real steps with padding: 5x4 from Input(5, 4, Name = \"a\", Lengths = true) has the lengths of 'a', "
            + "but 5x4 from Input(5, 4, Name = \"b\") has no lengths; join values of one input, or leave out Lengths")]
    [InlineData(
        $"{Two} [Attention(Keys = \"a\", Values = \"b\")]",
        "\"b\"",
        "Attention(Keys = \"a\", Values = \"b\") would join real steps with padding: 5x4 from Input(5, 4, Name = \"a\", Lengths = true) "
            + "has the lengths of 'a', but 5x4 from Input(5, 4, Name = \"b\", Lengths = true) has the lengths of 'b'; join values of one input, "
            + "or leave out Lengths")]
    [InlineData(
        $"{OneOfTwo} [MultiHeadAttention(2, Values = \"a\")]",
        "\"a\"",
        "MultiHeadAttention(2, Values = \"a\") would join real steps with padding: 5x4 from Input(5, 4, Name = \"b\") has no lengths, but 5x4 from Input(5, "
            + "4, Name = \"a\", Lengths = true) has the lengths of 'a'; join values of one input, or leave out Lengths")]
    public void JoiningOtherLengthsIsRefused(string layers, string squiggle, string message)
    {
        var problem = Assert.Single(Problems(layers));
        Assert.Equal(("SNET0213", message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(squiggle, GeneratorRun.TextOf(problem));
    }

    [Theory]
    [InlineData("[Input(5, 4, Name = \"a\", Lengths = true)] [Gru(4), Add(\"a\"), LayerNorm, Concat(\"gru1\")]")]
    [InlineData($"{Two} [MultiHeadAttention(2, Keys = \"a\"), Add(\"b\")]")]
    [InlineData(
        $"{Two} [Attention(From = \"a\", Keys = \"b\", Name = \"read\"), Add(\"a\"), Concat(\"read\", Name = \"keys\"), Attention(From = \"b\", "
            + "Keys = \"keys\", Values = \"a\", Score = Score.Additive)]")]
    [InlineData($"{Two} [Gru(3, Return = Return.Last), Gru(3, Return = Return.Last, From = \"a\"), Add(\"gru1\")]")]
    public void JoiningTheSameLengthsIsNot(string layers) => Assert.Empty(Problems(layers));

    [Theory]
    [InlineData("Add(\"words\")")]
    [InlineData("Concat(\"words\")")]
    public void TokensAreNotJoinedWithNumbers(string layer)
    {
        var problem = Assert.Single(Problems($"[Tokens(4, 9, Name = \"words\")] [Input(4)] [{layer}]"));
        Assert.Equal(("SNET0206", "\"words\""), (problem.Id, GeneratorRun.TextOf(problem)));
    }

    private static IEnumerable<Microsoft.CodeAnalysis.Diagnostic> Problems(string layers)
        => GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;").Problems;

    /// <summary>Three examples of two inputs: lengths of 2, 5 and 3 for the first, of 5, 1 and 1 for the second, where they have any.</summary>
    private static Evaluation Evaluate<T>()
        where T : class, INetwork<T>
    {
        int[][] lengths = [[2, 5, 3], [5, 1, 1]];
        var values = Column.OfValues(new float[3 * 20], 20);
        var inputs = T.Info.Inputs.Select((input, i) => input.HasLengths ? new DatasetInput(values, Column.OfIndices(lengths[i])) : values);
        using var evaluator = new Evaluator<T>(T.Create(1), threads: 1);
        return evaluator.Evaluate(new Dataset([.. inputs], Column.OfIndices(new int[3 * T.Info.OutputShape[0]], T.Info.OutputShape[0])));
    }
}
