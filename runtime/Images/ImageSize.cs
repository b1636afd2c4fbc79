namespace StaticNets.Images;

/// <summary>The shape of a network's input that pictures are made for: <c>[channels, height, width]</c>.</summary>
/// <param name="Channels">1 for grey, or 3 for red, green and blue.</param>
/// <param name="Height">The rows, at least 1.</param>
/// <param name="Width">The columns, at least 1.</param>
/// <param name="Fit">How other sizes become this one. Default: the middle is cut out in these proportions.</param>
public sealed record ImageSize(int Channels, int Height, int Width, ImageFit Fit = ImageFit.Crop)
{
    /// <summary>The elements of a picture.</summary>
    public int Size => checked(Channels * Height * Width);

    /// <summary>Throws where a number is out of its range.</summary>
    internal ImageSize Checked()
    {
        if (Channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(Channels), Channels, $"{nameof(Channels)} is {Channels}, but must be 1 or 3.");
        if (Height < 1)
            throw new ArgumentOutOfRangeException(nameof(Height), Height, $"{nameof(Height)} is {Height}, but must be at least 1.");
        if (Width < 1)
            throw new ArgumentOutOfRangeException(nameof(Width), Width, $"{nameof(Width)} is {Width}, but must be at least 1.");
        if (!Enum.IsDefined(Fit))
            throw new ArgumentOutOfRangeException(nameof(Fit), Fit, $"{nameof(Fit)} is {(int)Fit}, which is no {nameof(ImageFit)}.");
        return this;
    }
}
