using StaticNets.Data;
using Xunit;

namespace StaticNets.Generator.Tests.ExtremeValues;

/// <summary>A mean over nothing is NaN, as PyTorch's, and teaches nothing.</summary>
public sealed class IgnoredLabelTests
{
    [Theory]
    [InlineData("[Input(3, Gradient = true)] [Dense(4)] [SoftmaxCrossEntropy]", -100)]
    [InlineData("[Input(3, Gradient = true)] [Dense(4)] [SoftmaxCrossEntropy(IgnoreIndex = 2)]", 2)]
    [InlineData("[Input(2, 3, Gradient = true, Lengths = true)] [Dense(4)] [SoftmaxCrossEntropy(IgnoreIndex = 0)]", 0)]
    public void AllOfABatchGiveALossOfNaNAndGradientsOf0(string layers, int ignored)
        => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
        {
            foreach (var count in CompiledLayers.Counts.Append(200))
            {
                float[] input = [.. Enumerable.Range(0, (int)model.Inputs[0].Tensor.Size).Select(i => i - 1f)];
                float[] labels = [.. Enumerable.Repeat((float)ignored, (int)model.Losses[0].Target.Size)];
                var data = CompiledLayers.Repeat(model, count, input, labels, model.Inputs[0].Lengths is null ? null : 2);
                Assert.Equal(double.NaN, compiled.Evaluate(data, count).Loss);
                var training = compiled.Train(data, count);
                Assert.Equal(double.NaN, training.Loss);
                Assert.All(training.Gradients.Values, gradient => Assert.All(gradient, value => Assert.Equal(0, Math.Abs(value))));
            }
        });

    [Fact]
    public void EvaluatorAndTrainerSayNaNWhereNothingCountsAndLeaveOutBatchesOfNothing()
    {
        var run = GeneratorRun.Of("using StaticNets;\n[Network] [Input(2)] [Dense(3)] [SoftmaxCrossEntropy]\npublic sealed partial class Net;");
        InMemory.Run(run, assembly => InMemory.Call(this, nameof(Train), assembly.GetType("Net")!));
    }

    private static void Train<T>()
        where T : class, INetwork<T>
    {
        var values = Column.OfValues([.. Enumerable.Range(0, 16).Select(i => i / 8f)], 2);
        var nothing = new Dataset([values], Column.OfIndices([-100, -100, -100, -100, -100, -100, -100, -100]));
        var half = new Dataset([values], Column.OfIndices([0, 1, 2, 0, -100, -100, -100, -100]));
        using var evaluator = new Evaluator<T>(T.Create(1), threads: 1);
        Assert.Equal(double.NaN, evaluator.Evaluate(nothing).Loss);

        var network = T.Create(1);
        var before = network.Parameters.Values.ToArray();
        var batchLosses = new List<double>();
        using (var trainer = new Trainer<T>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 4, Threads = 1, Shuffle = false }))
        {
            EpochSummary? last = null;
            trainer.TrainUntil(
                nothing, 1, onEpoch: summary => last = summary, onProgress: (in TrainingProgress progress) => batchLosses.Add(progress.BatchLoss));
            Assert.Equal(double.NaN, last!.Loss);
        }

        Assert.Equal([double.NaN, double.NaN], batchLosses);
        Assert.Equal(before, network.Parameters.Values.ToArray());
        batchLosses.Clear();
        using (var trainer = new Trainer<T>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 4, Threads = 1, Shuffle = false }))
        {
            EpochSummary? last = null;
            trainer.TrainUntil(half, 1, onEpoch: summary => last = summary, onProgress: (in TrainingProgress progress) => batchLosses.Add(progress.BatchLoss));
            Assert.Equal(double.NaN, batchLosses[1]);
            Assert.Equal(batchLosses[0], last!.Loss);
        }
    }
}
