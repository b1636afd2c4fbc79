using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Convolutions of a step and those before it, whole and step by step.</summary>
public sealed class CausalConvolutionTests
{
    private const string Layers = "[Input(12, 3, Gradient = true)] [Conv1d(5, 3, Causal = true, Dilation = 2), Tanh(Name = \"below\")] "
        + "[Conv1d(10, 2, Causal = true, Dilation = 4, Groups = 5), Sigmoid] [Conv1d(5, 1, Causal = true), Multiply(\"below\"), Gru(4)] "
        + "[Conv1d(2, 2, Causal = true)]";

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void WholeAndStepByStepAreTheSame(int width)
    {
        var comparison = new EngineComparison(NetworkSource.Of(Layers), 18, dataSeed: 7);
        var source = $$"""
            using StaticNets;
            [Network]
            {{Layers}}
            public sealed partial class Net;
            public static class Steps
            {
                public static void Run(Net net, float[] input, float[] output, float[] stepped)
                {
                    net.Forward(input, output);
                    var state = new Net.State();
                    for (var step = 0; step < 12; step++)
                    {
                        net.Step(System.MemoryExtensions.AsSpan(input, step * 3, 3), System.MemoryExtensions.AsSpan(stepped, step * 2, 2), state);
                    }
                }
            }
            """;
        var run = GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Text.Literal.Of(width) });
        InMemory.Run(run, assembly =>
        {
            comparison.AssertAgrees(CompiledEngine.Of(assembly.GetType("Net")!), 18);
            float[] input = [.. Enumerable.Range(0, 36).Select(i => MathF.Sin(i * i))], output = new float[24], stepped = new float[24];
            var net = Activator.CreateInstance(assembly.GetType("Net")!, 1UL)!;
            assembly.GetType("Steps")!.GetMethod("Run")!.Invoke(null, [net, input, output, stepped]);
            Assert.All(output.Zip(stepped), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        });
    }

    /// <summary>No output changes with a later input.</summary>
    [Fact]
    public void OutputsDoNotSeeLaterSteps()
    {
        var model = NetworkSource.Of("[Input(6, 1)] [Conv1d(1, 3, Causal = true, Dilation = 2, Bias = false)]");
        double[] Outputs(double last)
        {
            var run = new Ir.Interpreter(model.Forward, 1);
            run.Set(model.Parameters[0].Tensor, [0.5, 2, 3]);
            run.Set(model.Inputs[0].Tensor, [1, 10, 100, 1000, 10000, last]);
            run.Run();
            return run[model.Forward.Output];
        }

        Assert.Equal([3, 30, 302, 3020, 30200.5, 302005], Outputs(100000));
        Assert.Equal(Outputs(100000)[..5], Outputs(-1)[..5]);
    }

    [Theory]
    [InlineData("Conv1d(2, 3, Causal = true, Padding = 1)", "Causal chooses the padding: leave out Padding or Causal")]
    [InlineData("Conv1d(2, 3, Causal = true, PaddingAfter = 1)", "Causal chooses the padding: leave out PaddingAfter or Causal")]
    [InlineData("Conv1d(2, 3, Causal = true, Same = true)", "Causal chooses the padding: leave out Same or Causal")]
    public void PaddingIsChosenOnce(string layer, string message)
        => Assert.Contains(
            GeneratorRun.Of($"using StaticNets;\n[Network]\n[Input(6, 2)] [{layer}]\npublic sealed partial class Net;").Problems,
            problem => problem.GetMessage(null).Contains(message, StringComparison.Ordinal));

    /// <summary>With a stride there are fewer steps than come in.</summary>
    [Fact]
    public void StridesHaveNoSteps()
    {
        Assert.NotNull(NetworkSource.Of("[Input(6, 2)] [Conv1d(2, 3, Causal = true)]").Step);
        Assert.Null(NetworkSource.Of("[Input(6, 2)] [Conv1d(2, 3, Causal = true, Stride = 2)]").Step);
        Assert.Null(NetworkSource.Of("[Input(6, 2)] [Conv1d(2, 3, Padding = 1)]").Step);
    }
}
