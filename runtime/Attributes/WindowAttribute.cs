namespace StaticNets;

/// <summary>A layer that moves a window over the height and width of an image.</summary>
/// <remarks>
/// Along each side, n inputs give floor((n + 2 p - d (k - 1) - 1) / s) + 1 outputs, for window k, padding p, stride s and
/// dilation d.
/// </remarks>
public abstract class WindowAttribute : LayerAttribute
{
    private readonly int _defaultStrideHeight;
    private readonly int _defaultStrideWidth;
    private int? _stride;
    private int? _strideHeight;
    private int? _strideWidth;
    private int? _paddingHeight;
    private int? _paddingWidth;

    private protected WindowAttribute(int strideHeight, int strideWidth)
    {
        _defaultStrideHeight = strideHeight;
        _defaultStrideWidth = strideWidth;
    }

    /// <summary>The distance between neighbouring windows along both sides, at least 1. Default: 1 for convolutions, the window for pools.</summary>
    public int Stride
    {
        get => _stride ?? _defaultStrideHeight;
        set => _stride = value;
    }

    /// <summary>The distance between neighbouring windows along the height. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight
    {
        get => _strideHeight ?? _stride ?? _defaultStrideHeight;
        set => _strideHeight = value;
    }

    /// <summary>The distance between neighbouring windows along the width. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth
    {
        get => _strideWidth ?? _stride ?? _defaultStrideWidth;
        set => _strideWidth = value;
    }

    /// <summary>Rows and columns added at each of the four sides; they count as 0 (as -infinity in a maximum). Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows added above and below. Default: <see cref="Padding"/>.</summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>Columns added left and right. Default: <see cref="Padding"/>.</summary>
    public int PaddingWidth
    {
        get => _paddingWidth ?? Padding;
        set => _paddingWidth = value;
    }
}
