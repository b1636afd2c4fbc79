using StaticNets.Samples.Training;

namespace StaticNets.Samples.Tests;

/// <summary>A log with a little of everything, made up.</summary>
internal static class SmallLog
{
    public static TrainingLog Create(int epochs = 3, int classes = 10, int examples = 12)
    {
        var random = new Random(1);
        return new TrainingLog
        {
            Network = "LeNet",
            Parameters = 61706,
            Settings = new Dictionary<string, string> { ["batch"] = "256" },
            Classes = [.. Enumerable.Range(0, classes).Select(label => $"class {label}")],
            Epochs = [.. Enumerable.Range(1, epochs)
                .Select(epoch => new EpochEntry(epoch, 2.3 / epoch, Math.Round(1 - 0.9 / epoch, 6), 2.2 / epoch, 1 - 0.92 / epoch, 1.5, 40000))],
            Confusion = [.. Enumerable.Range(0, classes)
                .Select(truth => (IReadOnlyList<int>)[.. Enumerable.Range(0, classes).Select(prediction => truth == prediction ? 900 : random.Next(20))])],
            Examples = [.. Enumerable.Range(0, examples)
                .Select(index => new ExampleImage(index, index % classes, index % 7 % classes, 0.8, 28, 28, Gradient(28, index)))],
            Filters =
            [
                new FilterBank("conv2d1.weight", [6, 1, 5, 5], [.. Enumerable.Range(0, 150).Select(_ => random.NextSingle() - 0.5f)]),
                new FilterBank("conv2d2.weight", [16, 6, 5, 5], [.. Enumerable.Range(0, 2400).Select(_ => random.NextSingle() - 0.5f)]),
            ],
        };
    }

    private static byte[] Gradient(int side, int seed) =>
        [.. Enumerable.Range(0, side * side).Select(pixel => (byte)(pixel * (seed + 1) / 3))];
}
