using ScottPlot;
using ScottPlot.TickGenerators;

namespace StaticNets.Samples.Plots;

/// <summary>Plots of what changes from epoch to epoch.</summary>
internal static class EpochAxes
{
    public static Plot Create(string title, double[] epochs)
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

    public static void Line(Plot plot, double[] epochs, double[] values, Color color, string name)
    {
        var line = plot.Add.Scatter(epochs, values, color);
        line.LineWidth = 2.5f;
        line.MarkerSize = epochs.Length > 40 ? 0 : 7;
        line.LegendText = name;
    }
}
