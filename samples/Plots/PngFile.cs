using ScottPlot;

namespace StaticNets.Samples.Plots;

/// <summary>Writes pictures.</summary>
internal static class PngFile
{
    /// <summary>More pixels than this in a row or column are no picture that anybody could open.</summary>
    private const int MaxSide = 30_000;

    /// <summary>Refuses a picture that would be too large to draw.</summary>
    /// <exception cref="InvalidDataException">It would.</exception>
    public static void CheckSize(string path, long width, long height)
    {
        if (width > MaxSide || height > MaxSide)
            throw new InvalidDataException($"{path} would be {width} x {height} pixels, but {MaxSide} a side are the most.");
    }

    /// <summary>Writes a picture as a whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Write(Image picture, string path)
    {
        var bytes = picture.GetImageBytes(ImageFormat.Png);
        AtomicFile.Write(path, file => file.Write(bytes));
        return path;
    }
}
