using StaticNets.Generator.Emit;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;
using Xunit;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>A mistake in the code of a real network is seen: by the verifiers, or in what a kernel computes.</summary>
public sealed class StatementMutationTests
{
    /// <summary>Mistakes that are made in a kernel after each pass, and the points of the largest kernels.</summary>
    private const int Mistakes = 3, MostPoints = 3000;

    /// <summary>Mistakes that are made in the entries of a network.</summary>
    private const int EntryMistakes = 100;

    /// <summary>Elements may hide a mistake: dropout leaves out what is wrong, a maximum lies elsewhere. So many sets of them do not.</summary>
    private const int MostCases = 40;

    /// <summary>What there is in code, in small networks: padding, windows, tokens, steps, lengths, draws, blocks of a chunk, caches and encoders.</summary>
    private static readonly string[] Networks =
    [
        "[Input(2, 5, 5, Gradient = true)] [Conv2d(3, 3, Padding = 1), Sigmoid, MaxPool(2, Padding = 1)] "
            + "[Flatten, Dense(5), Dropout(0.5)] [SoftmaxCrossEntropy]",
        "[Tokens(3, 4)] [Embedding(3), Gru(5, Layers = 2)] [Dense(3), SoftmaxCrossEntropy]",
        "[Input(3, 6, Lengths = true)] [MultiHeadAttention(2), LayerNorm, Dense(2)] [MeanSquaredError]",
        "[Tokens(3, 5, Name = \"source\")] [Embedding(4), Lstm(4, Name = \"encoder\")] "
            + "[Tokens(3, 5, Name = \"target\")] [Embedding(4), Gru(4, Attend = \"encoder\"), Dense(5), SoftmaxCrossEntropy]",
    ];

    [Fact]
    public void NoMistakeInAKernelPassesUnseen()
    {
        var unseen = Plans().AsParallel().SelectMany(entry => LoweredKernel.Of(entry.Plan, entry.Target).Stages.GroupBy(stage => (stage.Form, stage.Unit))
            .Where(kernel => kernel.Key.Unit.Loops.Sum(loop => loop.Points) < MostPoints).SelectMany(Unseen)).ToList();
        var kinds = unseen.GroupBy(mistake => mistake.Split(" in ")[0]).Select(group => group.First());
        Assert.True(unseen.Count == 0, $"{unseen.Count} mistakes unseen:\n{string.Join("\n\n", kinds.Take(8))}");
    }

    [Fact]
    public void NoMistakeInAnEntryPassesUnseen()
    {
        var unseen = Plans().SelectMany(entry =>
        {
            var (code, _) = LoweredKernel.Of(entry.Plan, entry.Target);
            Assert.Empty(EntryVerifier.Faults(code, entry.Plan));
            var mutants = new Random(1).GetItems(EntryMutations.Of(code).ToArray(), EntryMistakes);
            return mutants.Where(mutant => EntryVerifier.Faults(mutant.Code, entry.Plan).Count == 0).Select(mutant => mutant.Mistake);
        });
        Assert.Empty(unseen);
    }

    /// <summary>Each network at another width.</summary>
    private static IEnumerable<(NetworkPlan Plan, VectorTarget Target)> Plans()
        => Networks.Select(
            (layers, i) => (NetworkPlan.Of(NetworkSource.Of(layers), TestContext.Current.CancellationToken), VectorTarget.All[i % VectorTarget.All.Length]));

    private static List<string> Unseen(IEnumerable<LoweredKernel> kernel)
    {
        var random = new Random(1);
        var stages = kernel.ToList();
        var comparison = new KernelComparison(stages[0]);
        var unseen = new List<string>();
        foreach (var stage in stages)
        {
            var references = stage.Kernel.References.Zip(stage.Kernel.Tensors).ToDictionary(entry => entry.First, entry => entry.Second);
            var mutants = new StatementMutations(references).Of(stage.Kernel.Body).ToArray();
            foreach (var (mistake, body) in random.GetItems(mutants, Mistakes))
            {
                var mutant = stage.With(body);
                if (mutant.Faults().Count == 0 && comparison.Difference(mutant.Kernel, MostCases) is null)
                {
                    unseen.Add($"{mistake}, {stage}:\n{Text(stage)}\nand with it:\n{Text(mutant)}");
                }
            }
        }

        return unseen;
    }

    private static string Text(LoweredKernel kernel)
    {
        var writer = new SourceWriter();
        new StatementPrinter(writer).Print(kernel.Kernel.Body);
        return writer.ToString();
    }
}
