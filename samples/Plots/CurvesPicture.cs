using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>Loss and accuracy by epoch, in training and on the test examples.</summary>
internal static class CurvesPicture
{
    public static string Draw(TrainingLog log, string path)
    {
        var epochs = log.Epochs;
        double[] numbers = [.. epochs.Select(epoch => (double)epoch.Epoch)];

        var loss = Axes("Loss", numbers);
        Line(loss, numbers, [.. epochs.Select(epoch => epoch.TrainLoss)], Theme.Train, "training");
        Line(loss, numbers, [.. epochs.Select(epoch => epoch.TestLoss)], Theme.Test, "test");
        loss.Axes.AutoScale();
        loss.Axes.SetLimitsY(0, loss.Axes.GetLimits().Top);
        loss.ShowLegend(Alignment.UpperRight);

        var accuracy = Axes($"Accuracy: {epochs[^1].TestAccuracy:0.0000} in the test", numbers);
        if (epochs.All(epoch => epoch.TrainAccuracy is not null))
            Line(accuracy, numbers, [.. epochs.Select(epoch => epoch.TrainAccuracy!.Value)], Theme.Train, "training");
        Line(accuracy, numbers, [.. epochs.Select(epoch => epoch.TestAccuracy)], Theme.Test, "test");
        accuracy.Axes.AutoScale();
        accuracy.Axes.SetLimitsY(0, 1);
        accuracy.ShowLegend(Alignment.LowerRight);

        var both = new Multiplot { Layout = new Columns() };
        both.RemovePlot(both.GetPlot(0));
        both.AddPlot(loss);
        both.AddPlot(accuracy);
        both.SavePng(path, 1300, 520);
        return path;
    }

    private static Plot Axes(string title, double[] epochs)
    {
        var plot = Theme.Plot(title);
        plot.XLabel("epoch");

        // Ticks at whole epochs only, and no more than fit.
        var step = Math.Max(1, (int)Math.Ceiling(epochs.Length / 12.0));
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. epochs.Where(epoch => (int)epoch % step == 0 || step == 1).Select(epoch => new Tick(epoch, epoch.ToString("0")))]);
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static void Line(Plot plot, double[] epochs, double[] values, Color color, string name)
    {
        var line = plot.Add.Scatter(epochs, values, color);
        line.LineWidth = 2.5f;
        line.MarkerSize = epochs.Length > 40 ? 0 : 7;
        line.LegendText = name;
    }
}
