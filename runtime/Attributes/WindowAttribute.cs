namespace StaticNets;

/// <summary>A layer that moves a window over the height and width of an image.</summary>
/// <remarks>
/// Along each side, n inputs give floor((n + p - d (k - 1) - 1) / s) + 1 outputs, for window k, padding p at both ends together, stride s and dilation d; with
/// <see cref="Same"/> ceil(n / s).
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
    private int? _paddingTop;
    private int? _paddingBottom;
    private int? _paddingLeft;
    private int? _paddingRight;

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

    /// <summary>Rows added above. Default: <see cref="PaddingHeight"/>.</summary>
    public int PaddingTop
    {
        get => _paddingTop ?? PaddingHeight;
        set => _paddingTop = value;
    }

    /// <summary>Rows added below. Default: <see cref="PaddingHeight"/>.</summary>
    public int PaddingBottom
    {
        get => _paddingBottom ?? PaddingHeight;
        set => _paddingBottom = value;
    }

    /// <summary>Columns added left. Default: <see cref="PaddingWidth"/>.</summary>
    public int PaddingLeft
    {
        get => _paddingLeft ?? PaddingWidth;
        set => _paddingLeft = value;
    }

    /// <summary>Columns added right. Default: <see cref="PaddingWidth"/>.</summary>
    public int PaddingRight
    {
        get => _paddingRight ?? PaddingWidth;
        set => _paddingRight = value;
    }

    /// <summary>
    /// Whether there is as much padding as gives ceil(n / stride) outputs, the odd row or column at the end, as in TensorFlow and as ONNX's SAME_UPPER; no
    /// padding can be written then. Default: false.
    /// </summary>
    public bool Same { get; set; }
}
