using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.TickGenerators;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>Attention weights of a translation: a row for each token of the output, a column for each token of the source.</summary>
internal static class AttentionPicture
{
    /// <summary>The side of a cell, and what a letter of a label takes, in pixels.</summary>
    private const int Cell = 34, Letter = 9;

    private static readonly IColormap Colours = new CustomInterpolated([Colors.White, Color.FromHex("#7fb0dd"), Theme.Test, Color.FromHex("#0b2e59")]);

    public static string Draw(AttentionMap map, string path)
    {
        var (rows, columns) = (map.Target.Count, map.Source.Count);
        PngFile.CheckSize(path, (long)columns * Cell, (long)rows * Cell);
        var weights = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                weights[row, column] = map.Weights[row][column];
        }

        var plot = Theme.Plot($"What {map.Layer} attends to");
        var cells = Tile.Add(plot, weights, new CoordinateRect(-0.5, columns - 0.5, -0.5, rows - 0.5), Colours, 0, 1);
        plot.Add.ColorBar(cells).Axis.TickLabelStyle.FontSize = 13;

        // Characters stand upright, though the end of a text is longer than one; words would overlap.
        var turned = map.Source.Count(token => token.Length > 3) > 1;
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. map.Source.Select((token, column) => new Tick(column, token))]);
        if (turned)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        }

        plot.Axes.Left.TickGenerator = new NumericManual([.. map.Target.Select((token, row) => new Tick(rows - 1 - row, token))]);
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, columns - 0.5, -0.5, rows - 0.5);

        var left = 30 + Letter * map.Target.Max(token => token.Length);
        var bottom = 30 + (turned ? Letter * map.Source.Max(token => token.Length) : 10);
        var padding = new PixelPadding(left, 90, bottom, 50);
        plot.Layout.Fixed(padding);
        return PngFile.Write(plot.GetImage(columns * Cell + (int)(padding.Left + padding.Right), rows * Cell + (int)(padding.Top + padding.Bottom)), path);
    }
}
