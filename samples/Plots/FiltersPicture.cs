using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.TickGenerators;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>
/// The kernels of a convolution, a row of tiles for each input channel and a column for each filter. Blue is negative, white zero, red
/// positive; all tiles have one scale, so that a filter that does little looks pale.
/// </summary>
internal static class FiltersPicture
{
    private const int TileSide = 100;
    private const int Gap = 10;
    private const int LabelWidth = 90;
    private const int LabelHeight = 26;
    private const int ScaleWidth = 110;

    private static readonly IColormap Colours = new CustomInterpolated(
        [Color.FromHex("#15569c"), Color.FromHex("#8dbde6"), Colors.White, Color.FromHex("#f1a48b"), Color.FromHex("#b3261a")]);

    public static string Draw(FilterBank bank, string path)
    {
        var (filters, channels) = (bank.Shape[0], bank.Shape[1]);
        PngFile.CheckSize(path, (long)filters * (TileSide + Gap), (long)channels * (TileSide + Gap));
        var plot = Theme.Canvas($"{bank.Name}: {filters} filters of {channels}x{bank.Shape[2]}x{bank.Shape[3]}");
        var limit = Math.Max(1e-6, bank.Values.Max(Math.Abs));

        // One unit is one pixel of the picture, so that tiles keep their shape.
        var (width, height) = (LabelWidth + filters * (TileSide + Gap), LabelHeight + channels * (TileSide + Gap));
        ScottPlot.Plottables.Heatmap? map = null;
        for (var filter = 0; filter < filters; filter++)
        {
            var left = LabelWidth + filter * (TileSide + Gap);
            Label(plot, $"{filter + 1}", left + TileSide / 2, height - LabelHeight / 2);
            for (var channel = 0; channel < channels; channel++)
            {
                var top = height - LabelHeight - channel * (TileSide + Gap);
                var edges = new CoordinateRect(left, left + TileSide, top - TileSide, top);
                map = Tile.Add(plot, Kernel(bank, filter, channel), edges, Colours, -limit, limit);
                Frame(plot, left, top);
            }
        }

        for (var channel = 0; channel < channels; channel++)
            Label(
                plot, channels == 1 ? "image" : $"channel {channel + 1}", LabelWidth / 2 - 4, height - LabelHeight - channel * (TileSide + Gap) - TileSide / 2);

        var scale = plot.Add.ColorBar(map!);
        scale.Axis.TickLabelStyle.FontSize = 13;
        scale.Axis.TickGenerator = new NumericAutomatic { TargetTickCount = 5 };
        plot.Axes.SetLimits(0, width, 0, height);
        plot.Layout.Fixed(new PixelPadding(12, 12 + ScaleWidth, 12, 44));
        return PngFile.Write(plot.GetImage(width + 24 + ScaleWidth, height + 56), path);
    }

    private static void Label(Plot plot, string content, int x, int y)
    {
        var text = plot.Add.Text(content, x, y);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = 14;
        text.LabelFontColor = Theme.Right;
    }

    private static void Frame(Plot plot, int left, int top)
    {
        var frame = plot.Add.Rectangle(left, left + TileSide, top - TileSide, top);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = Color.FromHex("#c3c8ce");
        frame.LineWidth = 1;
    }

    private static double[,] Kernel(FilterBank bank, int filter, int channel)
    {
        var (channels, rows, columns) = (bank.Shape[1], bank.Shape[2], bank.Shape[3]);
        var values = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row, column] = bank.Values[((filter * channels + channel) * rows + row) * columns + column];
        }

        return values;
    }
}
