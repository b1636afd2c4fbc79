using ScottPlot;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>The test accuracies of a sweep's trainings by epoch: the best ones in colour and named, the others grey.</summary>
internal static class SweepPicture
{
    private const int Named = 5;

    /// <summary>The logs of a sweep, each in a folder below.</summary>
    /// <exception cref="InvalidDataException">There is none with an epoch that was tested.</exception>
    public static IReadOnlyList<(string Name, TrainingLog Log)> Load(string folder)
    {
        List<(string Name, TrainingLog Log)> logs =
        [
            .. Directory.GetDirectories(folder).SelectMany(below => Directory.GetFiles(below, "*.log.json"))
                .Select(path => (Path.GetFileName(Path.GetDirectoryName(path)!), TrainingLog.Load(path)))
                .Where(training => training.Item2.Epochs.Count > 0 && training.Item2.Epochs.All(epoch => epoch.TestAccuracy is not null)),
        ];
        return logs.Count > 0 ? logs : throw new InvalidDataException($"{folder} has no folder with a training log whose epochs were tested.");
    }

    public static string Draw(IReadOnlyList<(string Name, TrainingLog Log)> trainings, string path)
    {
        double[] epochs = [.. Enumerable.Range(1, trainings.Max(training => training.Log.Epochs[^1].Epoch)).Select(epoch => (double)epoch)];
        var plot = EpochAxes.Create("Test accuracy of the trainings of a sweep", epochs);
        var ordered = trainings.OrderByDescending(training => training.Log.Epochs[^1].TestAccuracy).ToArray();
        var palette = new ScottPlot.Palettes.Category10();
        // The best one is drawn over the others.
        for (var place = ordered.Length - 1; place >= 0; place--)
        {
            var (name, log) = ordered[place];
            EpochAxes.Line(
                plot,
                [.. log.Epochs.Select(epoch => (double)epoch.Epoch)],
                [.. log.Epochs.Select(epoch => epoch.TestAccuracy!.Value)],
                place < Named ? palette.GetColor(place) : Theme.Train,
                place < Named ? $"{name}: {log.Epochs[^1].TestAccuracy:0.0000}" : "");
        }

        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1);
        plot.ShowLegend(Alignment.LowerRight);
        return PngFile.Write(plot.GetImage(900, 560), path);
    }
}
