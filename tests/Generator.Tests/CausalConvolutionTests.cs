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

    /// <summary>A state has the rows that windows still meet and no others, and steps may go on behind those that are declared.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    public void StatesHoldTheRowsOfWindowsAndStepsHaveNoEnd(int width)
    {
        const string layers = "[Conv1d(5, 3, Causal = true, Dilation = 4), Tanh(Name = \"below\")] [Conv1d(5, 2, Causal = true)] "
            + "[Conv1d(5, 1), Multiply(\"below\")] [Conv1d(2, 4, Causal = true, Dilation = 2)]";
        const string source = $$"""
            using StaticNets;
            [Network] [Input(4, 3)] {{layers}}
            public sealed partial class Net;
            [Network] [Input(40, 3)] {{layers}}
            public sealed partial class Long;
            public static class Steps
            {
                public static void Run(float[] input, float[] output, float[] stepped, float[] blocks)
                {
                    var whole = new Long(1);
                    var net = new Net(2);
                    foreach (var name in Net.Info.Layout.Names)
                    {
                        net.Parameters[name] = whole.Parameters[name];
                    }

                    whole.Forward(input, output);
                    var state = new Net.State();
                    for (var step = 0; step < 40; step++)
                    {
                        net.Step(System.MemoryExtensions.AsSpan(input, step * 3, 3), System.MemoryExtensions.AsSpan(stepped, step * 2, 2), state);
                    }

                    state = new Net.State();
                    for (int first = 0, steps = 1; first < 40; first += steps, steps = System.Math.Min(2 * steps + 1, 40 - first))
                    {
                        net.Forward(
                            System.MemoryExtensions.AsSpan(input, first * 3, steps * 3), System.MemoryExtensions.AsSpan(blocks, first * 2, steps * 2), state);
                    }
                }
            }
            """;
        var run = GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Text.Literal.Of(width) });
        InMemory.Run(run, assembly =>
        {
            var blocks = new float[80];
            float[] input = [.. Enumerable.Range(0, 120).Select(i => MathF.Sin(i * i))], output = new float[80], stepped = new float[80];
            assembly.GetType("Steps")!.GetMethod("Run")!.Invoke(null, [input, output, stepped, blocks]);
            Assert.Equal(stepped, blocks);
            Assert.All(output.Zip(stepped), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            var info = (NetworkInfo)assembly.GetType("Net")!.GetProperty("Info")!.GetValue(null)!;
            Assert.Equal(
                ["conv1d1.rows 9x3", "conv1d2.rows 2x5", "conv1d4.rows 7x5"],
                info.States.Where(state => state.Shape.Length == 2 && state.Shape[0] > 1).Select(state => $"{state.Name} {state.Shape[0]}x{state.Shape[1]}"));
        });
    }

    [Theory]
    [InlineData("Conv1d(2, 1)", true)]
    [InlineData("Conv1d(2, 1, Dilation = 3, Same = true)", true)]
    [InlineData("Conv1d(2, 1, Padding = 1)", false)]
    [InlineData("Conv1d(2, 1, PaddingAfter = 1)", false)]
    [InlineData("Conv1d(2, 1, Stride = 2)", false)]
    [InlineData("Conv1d(2, 3, Padding = 1)", false)]
    public void KernelOfOneStepIsCausalByItself(string layer, bool hasStep)
    {
        Assert.Equal(hasStep, NetworkSource.Of($"[Input(6, 2)] [Gru(3)] [{layer}]").Step is not null);
        Assert.Null(NetworkSource.Of($"[Input(6, 2)] [{layer}]").Step);
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
