using StaticNets.Samples.Datasets;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Classifying;

/// <summary>Gathers the training log while a network is trained.</summary>
public sealed class LogBuilder<T> : GrowingLog
    where T : class, INetwork<T>
{
    /// <summary>How many test images the log shows.</summary>
    private const int ShownImages = 40;

    public LogBuilder(Options options)
        : base(options.LogPath, T.Info.Name, T.Info.ParameterCount, new Dictionary<string, string>
        {
            ["epochs"] = $"{options.Epochs}",
            ["batch"] = $"{options.Batch}",
            ["optimizer"] = options.Optimizer.ToString().ToLowerInvariant(),
            ["rate"] = $"{options.EffectiveRate}",
            ["seed"] = $"{options.Seed}",
            ["threads"] = $"{options.Threads}",
        })
        => Log = Log with { Classes = FashionMnistClasses.Names };

    /// <summary>Adds an epoch and what the network now makes of the test images.</summary>
    public void Add(EpochSummary epoch, T network, Evaluator<T> evaluator, FashionMnistImages images)
    {
        var test = epoch.Test!;
        Observe(test, network, evaluator, images);
        Add(new EpochEntry(epoch.Epoch, epoch.Loss, epoch.Accuracy, test.Loss, test.Accuracy, epoch.Duration.TotalSeconds, epoch.ExamplesPerSecond)
        {
            Losses = LossEntries.Of(epoch),
        });
    }

    /// <summary>Sets what the network makes of the test images.</summary>
    public void Observe(Evaluation test, T network, Evaluator<T> evaluator, FashionMnistImages images)
    {
        var shown = Math.Min(ShownImages, images.Test.Count);
        var probabilities = evaluator.Probabilities(images.Test.Slice(0, shown));
        Log = Log with
        {
            Confusion = [.. Enumerable.Range(0, test.Confusion.Classes).Select(truth => Row(test.Confusion, truth))],
            Examples = [.. Enumerable.Range(0, shown).Select(index => Example(index, test.Predictions[index], probabilities, images))],
            Filters =
            [
                .. network.Parameters.Layout.Entries.Where(entry => entry.Shape.Length == 4)
                    .Select(entry => new FilterBank(entry.Name, entry.Shape, network.Parameters[entry.Name])),
            ],
        };
    }

    private static IReadOnlyList<int> Row(ConfusionMatrix confusion, int truth) =>
        [.. Enumerable.Range(0, confusion.Classes).Select(prediction => (int)confusion[truth, prediction])];

    private static ExampleImage Example(int index, int prediction, float[] probabilities, FashionMnistImages images) => new(
        index,
        images.TestLabel(index),
        prediction,
        probabilities[index * T.Info.OutputSize + prediction],
        FashionMnistClasses.Side,
        FashionMnistClasses.Side,
        images.TestPixels(index));
}
