using StaticNets.Generator.Ir;
using Xunit;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>
/// Changes one thing at a time in real programs: each change is found by the verifier, by what the program computes then, or by what the loop that was
/// changed computes of data that are less special than the program's.
/// </summary>
public sealed class ProgramVerifierTests
{
    /// <summary>Extents are all different, so that what is exchanged does not fit.</summary>
    public static TheoryData<string> Networks =>
    [
        "[Input(2, 6, 4)] [Conv2d(3, 3, 2, Padding = 1), Sigmoid, AvgPool(2)] [Flatten, Dense(4), LayerNorm, Gelu] [Dense(3), SoftmaxCrossEntropy]",
        "[Input(2, 5, 6, Gradient = true)] [Conv2d(4, 2, Stride = 2, Groups = 2), Relu, MaxPool(2, Stride = 1)] [GlobalAvgPool, Dense(2)] [MeanSquaredError]",
        "[Tokens(4, 5)] [Embedding(3)] [Gru(2)] [Dense(3)] [SoftmaxCrossEntropy]",
        "[Input(4, 3, Gradient = true)] [Lstm(2, Bidirectional = true, Return = Return.Last)] [Dense(1)]",
        "[Input(3, 4, Gradient = true)] [Dense(2, Name = \"a\"), Tanh] [Dense(2), Add(\"a\"), Softmax] [Attention(Score = Score.Additive, Hidden = 5)]",
        "[Input(5)] [Dense(3), Dropout(0.4), Tanh, Concat(\"input\")]",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void NoMutationPassesUnseen(string layers)
    {
        var model = NetworkSource.Of(layers);
        var stages = ProgramStages.Of(model).Where(stage => stage.Purpose == "train").ToList();
        var unseen = new[] { stages[0], stages[^1] }.SelectMany(stage =>
        {
            var program = ProgramRun.Of(stage.Program, model);
            var loops = stage.Program.Loops.Select(loop => new LoopRun(loop, stage.Program.NextId + 1)).ToList();
            return Mutation.Of(stage.Program, loops).AsParallel().AsOrdered().WithCancellation(TestContext.Current.CancellationToken)
                .Where(mutation => mutation.Equivalence is null && !IsSeenAlone(mutation, loops) && ProgramVerifier.Faults(mutation.Program) is []
                    && program.Difference(ProgramRun.Of(mutation.Program, model)) is null)
                .Select(mutation => $"{stage}, {mutation.Kind}: {mutation.Text()}");
        }).ToList();
        Assert.True(unseen.Count == 0, $"{unseen.Count} unseen:\n{string.Join("\n", unseen)}");
    }

    /// <summary>Whether the loop that was changed says enough.</summary>
    private static bool IsSeenAlone(Mutation mutation, List<LoopRun> loops)
        => mutation.Position is { } position && mutation.Program.Loops[position] is var loop
            && (LoopVerifier.Faults(loop).Any() || loops[position].IsDifferent(loop));
}
