using StaticNets.Data;
using StaticNets.Generator.Model;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests.ExtremeValues;

/// <summary>Steps beyond an example's length do not exist: whatever the caller has there changes no bit of what is real.</summary>
public sealed class PaddingTests
{
    private const int Examples = 18;
    private const string Numbers = "[Input(4, 3, Gradient = true, Lengths = true)]";
    private const string Two = "[Input(4, 3, Gradient = true, Lengths = true)] [Input(5, 2, Name = \"keys\", Gradient = true, Lengths = true)]";

    private static readonly float[] Hostile = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, float.Epsilon];

    [Theory]
    [InlineData($"{Numbers} [Rnn(2, Return = Return.Last)]")]
    [InlineData($"{Numbers} [Gru(2, Return = Return.Last)]")]
    [InlineData($"{Numbers} [Gru(2, ResetAfter = true, Return = Return.Last)]")]
    [InlineData($"{Numbers} [Lstm(2, Return = Return.Last)]")]
    [InlineData($"{Numbers} [Lstm(17, Return = Return.Last)] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Rnn(2, Bidirectional = true, Layers = 2)]")]
    [InlineData($"{Numbers} [Gru(2, Bidirectional = true)] [Dense(3)] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Lstm(2, Bidirectional = true, Return = Return.Last)] [MeanSquaredError]")]
    [InlineData($"{Numbers} [Lstm(3, Layers = 2, Dropout = 0.5)] [BinaryCrossEntropy]")]
    [InlineData($"{Numbers} [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [MeanSquaredError]")]
    [InlineData($"{Numbers} [BinaryCrossEntropy]")]
    [InlineData($"{Numbers} [Dense(2)]")]
    [InlineData($"{Numbers} [LayerNorm] [Dense(5)] [Gelu] [Dense(4)] [Softmax]")]
    [InlineData($"{Numbers} [Silu] [Tanh] [LeakyRelu(0.1)] [Dense(4)] [Relu] [Dense(2)] [MeanSquaredError]")]
    [InlineData($"{Numbers} [MultiHeadAttention(3)]")]
    [InlineData($"{Numbers} [MultiHeadAttention(1, Causal = true)] [Add(\"input\")] [Dropout(0.3)] [LayerNorm] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Attention] [MeanSquaredError]")]
    [InlineData($"{Numbers} [Attention(Score = Score.Additive)] [Concat(\"input\")] [BinaryCrossEntropy]")]
    [InlineData($"{Two} [Attention(From = \"input\", Keys = \"keys\", Score = Score.Additive)]")]
    [InlineData($"{Two} [MultiHeadAttention(3, From = \"input\", Keys = \"keys\")] [SoftmaxCrossEntropy]")]
    [InlineData($"{Two} [Dense(3)] [Attention(From = \"input\", Keys = \"dense1\", Values = \"keys\")]")]
    [InlineData($"{Two} [Gru(3, From = \"input\", Attend = \"keys\")] [Dense(4)] [SoftmaxCrossEntropy(IgnoreIndex = 1)]")]
    [InlineData($"{Two} [Dense(3)] [Lstm(3, From = \"input\", Attend = \"dense1\", Score = Score.Dot, Layers = 2)] [MeanSquaredError]")]
    [InlineData($"{Two} [Gru(3, Name = \"encoder\")] [Gru(3, From = \"input\", InitialState = \"encoder\")] [Dense(2)]")]
    [InlineData($"{Numbers} [Dense(4)] [GroupNorm(2)] [MeanSquaredError]")]
    [InlineData($"{Numbers} [Dense(4)] [Scale(1, 3)] [InstanceNorm(Affine = true)] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Dense(4)] [GlobalAvgPool] [Dense(2)]")]
    [InlineData($"{Numbers} [Scale(1, -3)] [GlobalMaxPool] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Dense(4), Scale(1, 3)] [Conv1d(3, 3, Padding = 1)]")]
    [InlineData($"{Numbers} [Conv1d(3, 2, Stride = 2, Padding = 1)] [SoftmaxCrossEntropy]")]
    [InlineData($"{Numbers} [Scale(1, -3)] [MaxPool(2, Stride = 1)] [Dense(3)] [MeanSquaredError]")]
    [InlineData($"{Numbers} [Dense(3)] [Conv1d(4, 2, Same = true)] [AvgPool(3, CeilMode = true, Padding = 1)] [Gru(3)] [BinaryCrossEntropy]")]
    [InlineData($"{Numbers} [Dense(3)] [AvgPool(2, Stride = 1, Same = true)]")]
    public void ReachesNothingReal(string layers) => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
    {
        var ordinary = Fill(NetworkData.Draw(model, Examples, seed: 11), model, _ => 0.25f);
        var hostile = Fill(ordinary, model, i => Hostile[i % Hostile.Length]);
        foreach (var count in new[] { 1, 3, Examples })
        {
            AssertSame(compiled.Evaluate(ordinary, count), compiled.Evaluate(hostile, count), model, ordinary, count);
            AssertSame(compiled.Train(ordinary, count), compiled.Train(hostile, count), model, ordinary, count);
        }

        AssertClose(new ReferenceEngine(model, hostile, 5, 2).Train(Examples), compiled.Train(hostile, Examples, 5, 2), model, ordinary);
    });

    [Fact]
    public void TrainsAndIsNotBlamedForWhatIsNotFinite()
    {
        var run = GeneratorRun.Of("using StaticNets;\n[Network] [Input(2, 1, Lengths = true)] [Dense(1)] [MeanSquaredError]\npublic sealed partial class Net;");
        InMemory.Run(run, assembly => InMemory.Call(this, nameof(Train), assembly.GetType("Net")!));
    }

    private static void Train<T>()
        where T : class, INetwork<T>
    {
        float[] values = [1, float.NaN, 2, 3, float.NaN, 1], targets = [1, float.NaN, 0, 1, 2, 3];
        using (var trainer = new Trainer<T>(T.Create(1), new Sgd(0.01), new TrainerOptions { BatchSize = 2, Threads = 1 }))
        {
            trainer.TrainUntil(new Dataset([new DatasetInput(Column.OfValues(values[..4], 2), Column.OfIndices([1, 2]))], Column.OfValues(targets[..4], 2)), 3);
        }

        using var failing = new Trainer<T>(T.Create(1), new Sgd(0.01), new TrainerOptions { BatchSize = 3, Threads = 1, Shuffle = false });
        var dataset = new Dataset([new DatasetInput(Column.OfValues(values, 2), Column.OfIndices([1, 2, 2]))], Column.OfValues(targets, 2));
        Assert.Equal("input input of example 2 of the training dataset", Assert.Throws<NonFiniteLossException>(() => failing.TrainUntil(dataset, 1)).Origin);
    }

    private static NetworkData Fill(NetworkData data, NetworkModel model, Func<int, float> padding)
    {
        var isLabel = model.Losses[0].Kind == Model.LossKind.SoftmaxCrossEntropy;
        var real = data.RealSteps(model.Losses[0]) ?? (model.OutputGradient is { Rank: 2 } ? data.Lengths[0] : null);
        return data with
        {
            Inputs = [.. data.Inputs.Select((values, i) => Fill(values, model.Inputs[i].Shape[0], data.Lengths[i], padding))],
            Targets = isLabel || real is null ? data.Targets : Fill(data.Targets, model.Losses[0].Target.Dimensions[0], real, padding),
        };
    }

    private static float[] Fill(float[] values, int steps, int[] lengths, Func<int, float> padding)
    {
        var step = values.Length / lengths.Length / steps;
        return [.. values.Select((value, i) => IsReal(i, step, steps, lengths) ? value : padding(i))];
    }

    private static bool IsReal(int element, int step, int steps, int[] lengths) => element / step % steps < lengths[element / step / steps];

    private static void AssertSame(EngineResult expected, EngineResult actual, NetworkModel model, NetworkData data, int count)
    {
        Assert.True(double.IsFinite(actual.Loss));
        Assert.Equal(expected.Loss, actual.Loss);
        foreach (var (name, gradient) in expected.Gradients)
        {
            Assert.All(actual.Gradients[name], value => Assert.True(double.IsFinite(value), name));
            Assert.Equal(gradient, actual.Gradients[name]);
        }

        Assert.Equal(RealOutputs(expected, model, data, count), RealOutputs(actual, model, data, count));
        for (var i = 0; i < model.Inputs.Length; i++)
        {
            if (actual.Gradients.TryGetValue(model.Inputs[i].Name, out var gradient))
            {
                int steps = model.Inputs[i].Shape[0], step = model.Inputs[i].Shape[1];
                Assert.All(gradient.Where((_, element) => !IsReal(element, step, steps, data.Lengths[i])), value => Assert.Equal(0, Math.Abs(value)));
            }
        }
    }

    private static void AssertClose(EngineResult expected, EngineResult actual, NetworkModel model, NetworkData data)
    {
        CompiledLayers.AssertNear(expected.Loss, actual.Loss, 1e-5, "loss");
        AssertClose(RealOutputs(expected, model, data, Examples), RealOutputs(actual, model, data, Examples), 0, "output");
        var largest = expected.Gradients.Values.Max(gradient => gradient.Max(Math.Abs));
        foreach (var (name, gradient) in expected.Gradients)
        {
            AssertClose(gradient, actual.Gradients[name], largest, name);
        }
    }

    /// <param name="largest">Of all gradients: what cancels, as that of a bias before a softmax, has their error.</param>
    private static void AssertClose(double[] expected, double[] actual, double largest, string what)
    {
        var allowed = (2e-5 * expected.Max(Math.Abs)) + (1e-6 * largest);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what} {i}: {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    /// <summary>What a loss or the caller gets: without a loss padding is 0, before one it is open.</summary>
    private static double[] RealOutputs(EngineResult result, NetworkModel model, NetworkData data, int count)
    {
        var shape = model.Forward.Output.Dimensions;
        return data.RealSteps(model.Losses[0]) is not { } real ? result.Output
            : [.. result.Output.Take(count * shape[0] * shape[1]).Where((_, element) => IsReal(element, shape[1], shape[0], real))];
    }
}
