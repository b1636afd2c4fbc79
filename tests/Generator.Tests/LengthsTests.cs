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
    public void AccuracyCountsTheStepsThatTheLossCounts(string layers, int count)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n[Network]\n{layers}\n[Dense(3), SoftmaxCrossEntropy]\npublic sealed partial class Net;");
        Assert.Empty(run.Problems);
        InMemory.Run(run.Output, assembly =>
        {
            var evaluate = typeof(LengthsTests).GetMethod(nameof(Evaluate), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
            var evaluation = (Evaluation)evaluate.MakeGenericMethod(assembly.GetType("Net")!).Invoke(null, null)!;
            Assert.Equal(count, evaluation.Count);
            Assert.Equal(count, Enumerable.Range(0, 3).Sum(prediction => evaluation.Confusion[0, prediction]));
        });
    }

    /// <summary>Three examples of two inputs: lengths of 2, 5 and 3 for the first, of 5, 1 and 1 for the second, where they have any.</summary>
    private static Evaluation Evaluate<T>()
        where T : class, INetwork<T>
    {
        int[][] lengths = [[2, 5, 3], [5, 1, 1]];
        var values = Column.OfValues(new float[3 * 20], 20);
        var inputs = T.Info.Inputs.Select((input, i) => input.HasLengths ? new DatasetInput(values, Column.OfIndices(lengths[i])) : values);
        using var evaluator = new Evaluator<T>(T.Create(1), threads: 1);
        return evaluator.Evaluate(new Dataset([.. inputs], Column.OfIndices(new int[3 * 5], 5)));
    }
}
