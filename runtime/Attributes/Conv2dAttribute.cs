namespace StaticNets;

/// <summary>
/// Two-dimensional cross-correlation with learned filters:
/// <c>out[f, y, x] = bias[f] + sum over c, i, j of weight[f, c, i, j] * in[c, y * stride + i * dilation - padding, x * stride + j * dilation - padding]</c>.
/// </summary>
/// <remarks>
/// <para>In: <c>[channels, height, width]</c>. Out: <c>[filters, height', width']</c>, each side as <see cref="WindowAttribute"/> says.</para>
/// <para>
/// Parameters: <c>weight</c> <c>[filters, channels / groups, kernel height, kernel width]</c>, <c>bias</c> <c>[filters]</c>.
/// As PyTorch's <c>Conv2d</c>; LeCun et al., "Gradient-based learning applied to document recognition" (1998).
/// </para>
/// </remarks>
public sealed class Conv2dAttribute : WindowAttribute
{
    private int? _dilationHeight;
    private int? _dilationWidth;

    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">The number of filters: the channels of the output.</param>
    /// <param name="kernel">The kernel's height and width.</param>
    public Conv2dAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A convolution with a kernel of any sides.</summary>
    /// <param name="filters">The number of filters: the channels of the output.</param>
    /// <param name="kernelHeight">The kernel's height.</param>
    /// <param name="kernelWidth">The kernel's width.</param>
    public Conv2dAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(1, 1)
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

    /// <summary>The distance between the inputs that neighbouring kernel elements meet, at least 1. Default: 1.</summary>
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

    /// <summary>
    /// Splits the channels and the filters into this many groups, each convolved by itself; divides both. Default: 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
