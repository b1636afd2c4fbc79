using ScottPlot;

namespace StaticNets.Samples.Plots;

/// <summary>A matrix drawn as coloured cells that fill a rectangle, row 0 at the top.</summary>
internal static class Tile
{
    public static ScottPlot.Plottables.Heatmap Add(
        Plot plot, double[,] values, CoordinateRect edges, IColormap colours, double minimum, double maximum)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var map = plot.Add.Heatmap(values);
        map.Colormap = colours;
        map.ManualRange = new ScottPlot.Range(minimum, maximum);

        // Position means the centres of the outer cells, half a cell inside the edges.
        var (halfWidth, halfHeight) = (edges.Width / columns / 2, edges.Height / rows / 2);
        map.Position = new CoordinateRect(
            edges.Left + halfWidth, edges.Right - halfWidth, edges.Bottom + halfHeight, edges.Top - halfHeight);
        return map;
    }
}
