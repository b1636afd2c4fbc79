namespace StaticNets;

/// <summary>
/// A transposed two-dimensional convolution with learned filters, which makes images larger: every input adds its value times the filter to the window of
/// outputs that a convolution would make it from, <c>out[f, y * stride + i * dilation - padding, x * stride + j * dilation - padding] += in[c, y, x] *
/// weight[c, f, i, j]</c>, and every output has <c>bias[f]</c>.
/// </summary>
/// <remarks>
/// <para>In: <c>[channels, height, width]</c>. Out: <c>[filters, height', width']</c>, each side (n - 1) s - 2 p + d (k - 1) + 1 + o for n inputs, stride s,
/// padding p, dilation d, kernel k and output padding o.</para>
/// <para>
/// Parameters: <c>weight</c> <c>[channels, filters / groups, kernel height, kernel width]</c>, <c>bias</c> <c>[filters]</c>. As PyTorch's
/// <c>ConvTranspose2d</c>. Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks" (2010).
/// </para>
/// </remarks>
public sealed class ConvTranspose2dAttribute : LayerAttribute
{
    private int? _strideHeight;
    private int? _strideWidth;
    private int? _paddingHeight;
    private int? _paddingWidth;
    private int? _outputPaddingHeight;
    private int? _outputPaddingWidth;
    private int? _dilationHeight;
    private int? _dilationWidth;

    /// <summary>A transposed convolution with a square kernel.</summary>
    /// <param name="filters">The number of filters: the channels of the output.</param>
    /// <param name="kernel">The kernel's height and width.</param>
    public ConvTranspose2dAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A transposed convolution with a kernel of any sides.</summary>
    /// <param name="filters">The number of filters: the channels of the output.</param>
    /// <param name="kernelHeight">The kernel's height.</param>
    /// <param name="kernelWidth">The kernel's width.</param>
    public ConvTranspose2dAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of filters: the channels of the output.</summary>
    public int Filters { get; }

    /// <summary>The kernel's height.</summary>
    public int KernelHeight { get; }

    /// <summary>The kernel's width.</summary>
    public int KernelWidth { get; }

    /// <summary>The distance between the windows of neighbouring inputs along both sides, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>That distance along the height. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight
    {
        get => _strideHeight ?? Stride;
        set => _strideHeight = value;
    }

    /// <summary>That distance along the width. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth
    {
        get => _strideWidth ?? Stride;
        set => _strideWidth = value;
    }

    /// <summary>Rows and columns that are taken away at each of the four sides. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows that are taken away above and below. Default: <see cref="Padding"/>.</summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>Columns that are taken away left and right. Default: <see cref="Padding"/>.</summary>
    public int PaddingWidth
    {
        get => _paddingWidth ?? Padding;
        set => _paddingWidth = value;
    }

    /// <summary>Rows and columns that are added below and right, less than the stride or the dilation. Default: 0.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Rows that are added below. Default: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingHeight
    {
        get => _outputPaddingHeight ?? OutputPadding;
        set => _outputPaddingHeight = value;
    }

    /// <summary>Columns that are added right. Default: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingWidth
    {
        get => _outputPaddingWidth ?? OutputPadding;
        set => _outputPaddingWidth = value;
    }

    /// <summary>The distance between the outputs that neighbouring kernel elements meet, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The dilation along the height. Default: <see cref="Dilation"/>.</summary>
    public int DilationHeight
    {
        get => _dilationHeight ?? Dilation;
        set => _dilationHeight = value;
    }

    /// <summary>The dilation along the width. Default: <see cref="Dilation"/>.</summary>
    public int DilationWidth
    {
        get => _dilationWidth ?? Dilation;
        set => _dilationWidth = value;
    }

    /// <summary>Splits the channels and the filters into this many groups, each convolved by itself; divides both. Default: 1.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
