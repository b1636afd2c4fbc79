using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.TickGenerators;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>The confusion matrix: a row for each true class, coloured and labelled by the share and number of its examples.</summary>
internal static class ConfusionPicture
{
    public static string Draw(TrainingLog log, string path)
    {
        var classes = log.Confusion.Count;
        var shares = new double[classes, classes];
        var plot = Theme.Plot("Confusion matrix of the test images");
        for (var truth = 0; truth < classes; truth++)
        {
            double total = Math.Max(1, log.Confusion[truth].Sum(count => (long)count));
            for (var prediction = 0; prediction < classes; prediction++)
                shares[truth, prediction] = log.Confusion[truth][prediction] / total;
        }

        var colours = new CustomInterpolated([Colors.White, Color.FromHex("#7fb0dd"), Theme.Test, Color.FromHex("#0b2e59")]);
        Tile.Add(plot, shares, new CoordinateRect(-0.5, classes - 0.5, -0.5, classes - 0.5), colours, 0, 1);
        for (var truth = 0; truth < classes; truth++)
        {
            for (var prediction = 0; prediction < classes; prediction++)
            {
                if (log.Confusion[truth][prediction] == 0)
                    continue;
                var number = plot.Add.Text(log.Confusion[truth][prediction].ToString(), prediction, classes - 1 - truth);
                number.LabelAlignment = Alignment.MiddleCenter;
                number.LabelFontSize = classes > 20 ? 9 : 14;
                number.LabelFontColor = shares[truth, prediction] > 0.45 ? Colors.White : Theme.Right;
            }
        }

        Tick[] columns = [.. Enumerable.Range(0, classes).Select(label => new Tick(label, Name(log, label)))];
        Tick[] rows = [.. Enumerable.Range(0, classes).Select(label => new Tick(classes - 1 - label, Name(log, label)))];
        plot.Axes.Bottom.TickGenerator = new NumericManual(columns);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -40;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Left.TickGenerator = new NumericManual(rows);
        plot.XLabel("prediction");
        plot.Axes.Bottom.Label.OffsetY = 50;
        plot.YLabel("truth");
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        plot.Layout.Fixed(new PixelPadding(140, 30, 140, 50));
        return PngFile.Write(plot.GetImage(950, 950), path);
    }

    private static string Name(TrainingLog log, int label) => label < log.Classes.Count ? log.Classes[label] : label.ToString();
}
