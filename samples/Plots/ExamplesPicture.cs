using ScottPlot;
using ScottPlot.Colormaps;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>Test images, each with the prediction above it; a wrong one is red and has the truth as well.</summary>
internal static class ExamplesPicture
{
    private const int Columns = 8;
    private const int TileWidth = 165;
    private const int TileHeight = 195;

    public static string Draw(TrainingLog log, string path)
    {
        var examples = log.Examples;
        var rows = (examples.Count + Columns - 1) / Columns;
        PngFile.CheckSize(path, Columns * TileWidth, (long)rows * TileHeight);
        var right = examples.Count(example => example.Label == example.Prediction);
        var plot = Theme.Canvas($"{right} of {examples.Count} test images classified rightly (wrong ones in red, with the truth)");

        // One unit is one pixel of the picture, so that tiles keep their shape.
        for (var index = 0; index < examples.Count; index++)
        {
            var left = index % Columns * TileWidth;
            var top = (rows - index / Columns) * TileHeight;
            AddExample(plot, log, examples[index], left, top);
        }

        plot.Axes.SetLimits(0, Columns * TileWidth, 0, rows * TileHeight);
        return PngFile.Write(plot.GetImage(Columns * TileWidth + 24, rows * TileHeight + 56), path);
    }

    private static void AddExample(Plot plot, TrainingLog log, ExampleImage example, int left, int top)
    {
        const int margin = 12, textHeight = 46;
        var edges = new CoordinateRect(left + margin, left + TileWidth - margin, top - TileHeight + margin / 2, top - textHeight);
        Tile.Add(plot, Values(example), edges, new Grayscale(), 0, 255);

        var isRight = example.Label == example.Prediction;
        Text($"{Name(log, example.Prediction)} {example.Probability:0%}", isRight ? top - textHeight + 12 : top - 16, isRight ? Theme.Right : Theme.Wrong);
        if (!isRight)
            Text($"is: {Name(log, example.Label)}", top - textHeight + 12, Theme.Right);

        void Text(string content, int y, Color color)
        {
            var text = plot.Add.Text(content, left + TileWidth / 2, y);
            text.LabelAlignment = Alignment.MiddleCenter;
            text.LabelFontSize = 14;
            text.LabelFontColor = color;
        }
    }

    private static double[,] Values(ExampleImage example)
    {
        var values = new double[example.Height, example.Width];
        for (var row = 0; row < example.Height; row++)
        {
            for (var column = 0; column < example.Width; column++)
                values[row, column] = example.Pixels[row * example.Width + column];
        }

        return values;
    }

    private static string Name(TrainingLog log, int label) => label < log.Classes.Count ? log.Classes[label] : label.ToString();
}
