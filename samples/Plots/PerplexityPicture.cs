using ScottPlot;
using ScottPlot.TickGenerators;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>Perplexity by epoch, logarithmic: what matters happens close to 1.</summary>
internal static class PerplexityPicture
{
    private static readonly double[] Marks = [1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 1000, 10000];

    public static string Draw(TrainingLog log, string path)
    {
        double[] numbers = [.. log.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] perplexities = [.. log.Epochs.Select(epoch => epoch.Perplexity!.Value)];
        var plot = EpochAxes.Create($"Perplexity: {perplexities[^1]:0.0000} in the last epoch", numbers);
        EpochAxes.Line(plot, numbers, [.. perplexities.Select(perplexity => Math.Log(perplexity))], Theme.Test, log.Network);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, Math.Max(plot.Axes.GetLimits().Top, Math.Log(Marks[1])));
        plot.Axes.Left.TickGenerator = new NumericManual([.. Marks.Select(mark => new Tick(Math.Log(mark), mark.ToString()))]);
        plot.ShowLegend(Alignment.UpperRight);
        return PngFile.Write(plot.GetImage(800, 520), path);
    }
}
