namespace StaticNets;

/// <summary>The largest value of each window, each channel or feature by itself. Padding never wins: it counts as -infinity.</summary>
/// <remarks>
/// Shapes: see <see cref="PoolAttribute"/>; the stride's default is the window. A NaN is the largest value of its window. The gradient goes to the first of
/// several equal maxima in row-major order, or to the last NaN. As PyTorch's <c>MaxPool2d</c> and <c>MaxPool1d</c>.
/// </remarks>
public sealed class MaxPoolAttribute : PoolAttribute
{
    private int? _dilationHeight;
    private int? _dilationWidth;

    /// <summary>A square window over an image, or one over the steps of a sequence.</summary>
    /// <param name="window">The window's height and width, or its steps.</param>
    public MaxPoolAttribute(int window)
        : this(window, window)
    {
    }

    /// <summary>A window of any sides over an image.</summary>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    public MaxPoolAttribute(int height, int width)
        : base(height, width)
    {
    }

    /// <summary>The distance between the inputs that neighbouring elements of the window meet, at least 1. Default: 1.</summary>
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
}
