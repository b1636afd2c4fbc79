using StaticNets.Data;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks with more inputs and outputs than one batch has places for.</summary>
public sealed class ManyInputsTests
{
    private const int Inputs = 18, Outputs = 12;

    private static readonly string Layers = string.Concat(Enumerable.Range(1, Inputs).Select(i => $"[Input(2, Name = \"x{i}\")] "))
        + string.Concat(Enumerable.Range(1, Inputs - 1).Select(i => $"[Add(\"x{i}\")] {(i <= Outputs ? $"[Output(\"y{i}\")] " : "")}"))
        + "[Dense(1), MeanSquaredError]";

    [Fact]
    public void AllInputsAndOutputsGoToTheirPlaces()
    {
        var inputs = string.Join(", ", Enumerable.Range(0, Inputs).Select(i => $"x[{i}]"));
        var outputs = string.Join(", ", Enumerable.Range(0, Outputs).Select(i => $"y[{i}]"));
        var source = $$"""
            using StaticNets;
            [Network] {{Layers}}
            public sealed partial class Net;
            public static class Typed
            {
                public static void Forward(Net net, float[][] x, float[] output, float[][] y, int count) => net.Forward({{inputs}}, output, {{outputs}}, count);
            }
            """;
        InMemory.Run(GeneratorRun.Of(NetworkSource.Compile(source)), assembly => InMemory.Call(this, nameof(GoToTheirPlaces), assembly.GetType("Net")!));
    }

    private static void GoToTheirPlaces<T>()
        where T : class, INetwork<T>
    {
        Assert.Equal((Inputs, Outputs + 1), (T.Info.Inputs.Length, T.Info.Outputs.Length));
        foreach (var count in new[] { 1, 21 })
        {
            var x = Values(count);
            float[][] y = [.. Enumerable.Range(0, Outputs).Select(_ => new float[2 * count])];
            typeof(T).Assembly.GetType("Typed")!.GetMethod("Forward")!.Invoke(null, [T.Create(1), x, new float[count], y, count]);
            for (var output = 0; output < Outputs; output++)
            {
                // The last input is the current value, to which the others are added.
                Assert.All(y[output], (value, i) => Assert.Equal(x[Inputs - 1][i] + Enumerable.Range(0, output + 1).Sum(input => x[input][i]), value, 1e-3f));
            }
        }

        var data = new Dataset([.. Values(70).Select(values => (DatasetInput)Column.OfValues(values, 2))], Column.OfValues(new float[70], 1));
        Assert.Equal(Trained(1), Trained(2));

        float[] Trained(int threads)
        {
            var network = T.Create(1);
            using var trainer = new Trainer<T>(network, new Adam(), new TrainerOptions { BatchSize = 35, Threads = threads });
            trainer.TrainUntil(data, 2);
            return network.Parameters.Values.ToArray();
        }
    }

    private static float[][] Values(int count)
        => [.. Enumerable.Range(0, Inputs).Select(input => Enumerable.Range(0, 2 * count).Select(i => MathF.Sin((input * 100) + i)).ToArray())];
}
