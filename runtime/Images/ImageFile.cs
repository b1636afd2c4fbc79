using StbImageSharp;

namespace StaticNets.Images;

/// <summary>Reads pictures (PNG, JPEG, BMP, TGA, GIF) as the values of a network's input.</summary>
public static class ImageFile
{
    /// <summary>Larger pictures are refused: they would fill the memory.</summary>
    private const long MostPixels = 1 << 26;

    /// <summary>Reads a picture as values from 0 to 1, channel by channel, rows from the top: what a network that was trained on an
    /// <see cref="ImageFolder"/> takes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The network's input.</param>
    /// <exception cref="InvalidDataException">The file is no picture of a form that is read, or is damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static float[] Read(string path, ImageSize size) => Array.ConvertAll(ReadBytes(path, size), value => value / 255f);

    /// <summary>Reads a picture as bytes, channel by channel, rows from the top. What is transparent counts as what its colours say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The network's input.</param>
    /// <exception cref="InvalidDataException">The file is no picture of a form that is read, or is damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadBytes(string path, ImageSize size)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(size);
        size.Checked();
        var picture = Decode(path, size.Channels);
        var pixels = new byte[size.Size];
        var (left, width) = Part(picture.Width, picture.Height, size.Width, size.Height, size.Fit);
        var (top, height) = Part(picture.Height, picture.Width, size.Height, size.Width, size.Fit);
        new Resampling(
            new ResamplingAxis(picture.Width, left, width, size.Width),
            new ResamplingAxis(picture.Height, top, height, size.Height),
            size.Channels).Run(picture.Data, pixels);
        return pixels;
    }

    /// <summary>Where the part of a side begins that is taken, and how long it is.</summary>
    private static (double First, double Length) Part(int side, int other, int wanted, int otherWanted, ImageFit fit)
    {
        if (fit == ImageFit.Stretch)
            return (0, side);
        var length = Math.Min(side, (double)other * wanted / otherWanted);
        return ((side - length) / 2, length);
    }

    private static ImageResult Decode(string path, int channels)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            using var stream = new MemoryStream(bytes);
            if (ImageInfo.FromStream(stream) is not { } info)
                throw new InvalidDataException($"{path} is no picture of a form that is read (PNG, JPEG, BMP, TGA, GIF).");
            if ((long)info.Width * info.Height > MostPixels)
                throw new InvalidDataException($"{path} is a picture of {info.Width}x{info.Height}, but at most {MostPixels} pixels are read.");
            return ImageResult.FromMemory(bytes, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
        }
        catch (Exception error) when (error is not InvalidDataException)
        {
            // The decoder throws whatever its reading past the damage happens to cause.
            throw new InvalidDataException($"{path} is a damaged picture: {error.Message}", error);
        }
    }
}
