namespace StaticNets;

/// <summary>Gives an image another size, each channel by itself.</summary>
/// <remarks>In: <c>[channels, height, width]</c>. Out: <c>[channels, height', width']</c>. As PyTorch's <c>Upsample</c>.</remarks>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>A whole number of times as high and as wide.</summary>
    /// <param name="factor">How many times, at least 1.</param>
    public UpsampleAttribute(int factor)
    {
        Factor = factor;
    }

    /// <summary>Any size.</summary>
    /// <param name="height">The height of the output, at least 1.</param>
    /// <param name="width">The width of the output, at least 1.</param>
    public UpsampleAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>How many times as high and as wide the image becomes; 0 where its size is given.</summary>
    public int Factor { get; }

    /// <summary>The height of the output; 0 where a factor is given.</summary>
    public int Height { get; }

    /// <summary>The width of the output; 0 where a factor is given.</summary>
    public int Width { get; }

    /// <summary>Where outputs come from. Default: the nearest input.</summary>
    public UpsampleMode Mode { get; set; }
}
