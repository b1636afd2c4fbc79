using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Tests.RandomNetworks;
using Xunit;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>What is true of programs between any two passes.</summary>
public sealed class PassListTests
{
    private const int RandomNetworks = 60;

    /// <summary>Beyond so many points to go through, interpreting a program takes too long.</summary>
    private const long MostPoints = 60_000;

    [Fact]
    public void ProgramsAreValidBetweenAllPasses() => ForEach((model, isStep) =>
    {
        foreach (var stage in ProgramStages.Of(model, isStep))
        {
            Assert.True(ProgramVerifier.Faults(stage.Program) is [], $"{stage}: {string.Join("; ", ProgramVerifier.Faults(stage.Program))}\n{stage.Program}");
        }
    });

    [Fact]
    public void PassesChangeNothingThatIsComputed() => ForEach((model, isStep) =>
    {
        ProgramStage? last = null;
        ProgramRun? before = null, encoded = null;
        foreach (var stage in ProgramStages.Of(model, isStep).TakeWhile(stage => stage.Program.Loops.Sum(loop => loop.Points) <= MostPoints))
        {
            encoded = last?.Purpose == "encode" && stage.Purpose != "encode" ? before : encoded;
            var isEncoded = stage.Program.Tensors.Any(tensor => tensor.Role == TensorRole.Memory);
            var after = ReferenceEquals(stage.Program, last?.Program) ? before! : ProgramRun.Of(stage.Program, model, isEncoded ? encoded : null);
            if (stage.Pass is not null && !(stage.Pass == "without dropout" && Draws(last!.Program))
                && !(stage.Pass == "running statistics" && last!.Program.Tensors.Any(tensor => tensor.Running is not null)))
            {
                Assert.True(before!.Difference(after) is null, $"{stage}: {before.Difference(after)}");
                var lost = Results(before).Except(Results(after)).ToList();
                var mayLose = stage.Pass is "remove dead" or "encode once" or "read what is encoded";
                Assert.True(mayLose || lost.Count == 0, $"{stage}: {string.Join(", ", lost)} is not made any more");
            }

            (last, before) = (stage, after);
        }
    });

    [Fact]
    public void NothingIsCopiedOrDrawnForInference()
    {
        var model = NetworkSource.Of("[Input(2, 3)] [Flatten, Dense(4), Dropout(0.5), Tanh]");
        var program = ProgramStages.Of(model).Last(stage => stage.Purpose == "infer").Program;
        Assert.False(Draws(program));
        Assert.DoesNotContain(program.Loops, loop => loop.Body is Read);
    }

    [Fact]
    public void ProgramIsWrittenAsLoopsOverNamedAxes()
    {
        var program = NetworkSource.Of("[Input(3)] [Dense(2), Sigmoid]").Forward;
        Assert.Equal(
            """
            Input input[3] of each example
            Parameter dense1.weight[2, 3]
            Parameter dense1.bias[2]
            output sigmoid1
            // dense1 = Dense(2): sum over 3 inputs of input x weight
            for u < 2: dense1.sum[u] = sum over i < 3 of input[i] * dense1.weight[u, i]
            // dense1 = Dense(2)
            for i < 2: dense1[i] = dense1.sum[i] + dense1.bias[i]
            // sigmoid1 = Sigmoid
            for i < 2: sigmoid1[i] = sigmoid(dense1[i])

            """,
            program.ToString());
    }

    private static IEnumerable<Tensor> Results(ProgramRun run) => run.Made.Where(tensor => tensor.Role is not (TensorRole.Intermediate or TensorRole.Memory));

    private static bool Draws(TensorProgram program)
    {
        static bool Mentions(Expression expression) => expression is Uniform || expression.Parts.Any(Mentions);
        return program.Loops.Any(loop => Mentions(loop.Body));
    }

    private static void ForEach(Action<NetworkModel, bool> assert)
    {
        var networks = ProgramStages.OfNumericalTests(TestContext.Current.CancellationToken);
        Assert.NotEmpty(networks);
        networks.AddRange(Enumerable.Range(1, RandomNetworks).Select(i =>
        {
            var network = RandomNetwork.Valid((uint)i);
            return ($"Random network {i}", NetworkSource.Parse(network.Source, network.TypeName));
        }));
        Assert.All(networks, network =>
        {
            assert(network.Model, false);
            if (network.Model.Step is { } step)
            {
                assert(step, true);
            }
        });
    }
}
