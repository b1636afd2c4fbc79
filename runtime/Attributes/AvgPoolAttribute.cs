namespace StaticNets;

/// <summary>The mean of each window, each channel or feature by itself.</summary>
/// <remarks>
/// Shapes: see <see cref="PoolAttribute"/>; the stride's default is the window. As PyTorch's <c>AvgPool2d</c> and <c>AvgPool1d</c>. The padding of
/// <see cref="WindowAttribute.Same"/> never counts, nor does what a window lacks by <see cref="PoolAttribute.CeilMode"/>.
/// </remarks>
public sealed class AvgPoolAttribute : PoolAttribute
{
    /// <summary>A square window over an image, or one over the steps of a sequence.</summary>
    /// <param name="window">The window's height and width, or its steps.</param>
    public AvgPoolAttribute(int window)
        : this(window, window)
    {
    }

    /// <summary>A window of any sides over an image.</summary>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    public AvgPoolAttribute(int height, int width)
        : base(height, width)
    {
    }

    /// <summary>
    /// Whether the mean divides by the whole window, padding included; otherwise it divides by the inputs that the window
    /// really covers. Default: true.
    /// </summary>
    public bool CountIncludePad { get; set; } = true;
}
