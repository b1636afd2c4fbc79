using StbImageSharp;

namespace StaticNets.Samples.Pictures;

/// <summary>Makes of any picture what Fashion-MNIST's networks are trained on: a small grey square, light things on a black ground.</summary>
public static class GreyPicture
{
    /// <summary>Larger pictures are refused: they would be averaged to nothing and could be made to fill the memory.</summary>
    private const int MaxSide = 8192;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>
    /// Reads a PNG picture as <paramref name="side"/> x <paramref name="side"/> grey values from 0 (black) to 1 (white), rows from the
    /// top. Transparent parts count as white. A picture that is light at its border is taken for dark on light and is inverted. One
    /// that is not square gets its ground added on both sides. Sizes are changed by averaging areas.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="side">The side of the square in pixels.</param>
    /// <exception cref="InvalidDataException">The file is not a PNG picture, or is damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static float[] Read(string path, int side)
    {
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(PngSignature))
            throw new InvalidDataException($"{path} is not a PNG picture{Guess(bytes)}.");
        var (width, height) = Size(bytes, path);
        byte[] pixels;
        try
        {
            pixels = ImageResult.FromMemory(bytes, ColorComponents.GreyAlpha).Data;
        }
        catch (Exception error)
        {
            // The decoder throws whatever its reading past the damage happens to cause.
            throw new InvalidDataException($"{path} is a damaged PNG picture: {error.Message}", error);
        }

        var grey = new float[width * height];
        for (var pixel = 0; pixel < grey.Length; pixel++)
        {
            var opacity = pixels[2 * pixel + 1] / 255f;
            grey[pixel] = pixels[2 * pixel] / 255f * opacity + (1 - opacity);
        }

        if (BorderMean(grey, width, height) > 0.5f)
        {
            for (var pixel = 0; pixel < grey.Length; pixel++)
                grey[pixel] = 1 - grey[pixel];
        }

        return Resize(grey, width, height, side);
    }

    /// <summary>Width and height stand at fixed places of the first chunk, IHDR; checked before memory is taken for the pixels.</summary>
    private static (int Width, int Height) Size(byte[] bytes, string path)
    {
        if (bytes.Length < 33)
            throw new InvalidDataException($"{path} is a damaged PNG picture: it ends after {bytes.Length} bytes.");
        var width = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16));
        var height = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20));
        if (width is 0 or > MaxSide || height is 0 or > MaxSide)
            throw new InvalidDataException($"{path} has {width} x {height} pixels; 1 to {MaxSide} on each side are possible.");
        return ((int)width, (int)height);
    }

    private static string Guess(byte[] bytes) => bytes switch
    {
        [0xff, 0xd8, 0xff, ..] => " but JPEG; convert it to PNG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => " but GIF; convert it to PNG",
        [(byte)'B', (byte)'M', ..] => " but BMP; convert it to PNG",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => " but WebP; convert it to PNG",
        [] => ": it is empty",
        _ => "",
    };

    /// <summary>No image of Fashion-MNIST's test set has a border lighter than half grey on average, so none would be inverted.</summary>
    private static float BorderMean(float[] grey, int width, int height)
    {
        var (sum, count) = (0f, 0);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column += row == 0 || row == height - 1 ? 1 : Math.Max(1, width - 1))
            {
                sum += grey[row * width + column];
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>Each target pixel is the mean of the area it covers; what lies outside the picture is black.</summary>
    private static float[] Resize(float[] grey, int width, int height, int side)
    {
        var scale = Math.Max(width, height) / (float)side;
        var result = new float[side * side];
        var (left, top) = ((width - side * scale) / 2, (height - side * scale) / 2);
        for (var y = 0; y < side; y++)
        {
            var (y0, y1) = (top + y * scale, top + (y + 1) * scale);
            for (var x = 0; x < side; x++)
            {
                var (x0, x1) = (left + x * scale, left + (x + 1) * scale);
                var sum = 0f;
                for (var row = Math.Max(0, (int)MathF.Floor(y0)); row < Math.Min(height, y1); row++)
                {
                    var rowShare = Math.Min(row + 1, y1) - Math.Max(row, y0);
                    for (var column = Math.Max(0, (int)MathF.Floor(x0)); column < Math.Min(width, x1); column++)
                        sum += grey[row * width + column] * rowShare * (Math.Min(column + 1, x1) - Math.Max(column, x0));
                }

                result[y * side + x] = sum / (scale * scale);
            }
        }

        return result;
    }
}
