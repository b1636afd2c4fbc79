namespace StaticNets;

/// <summary>The mean of each window, each channel by itself.</summary>
/// <remarks>
/// In: <c>[channels, height, width]</c>. Out: <c>[channels, height', width']</c>, each side as <see cref="WindowAttribute"/>
/// says; the stride's default is the window, and padding is at most half of it. As PyTorch's <c>AvgPool2d</c>.
/// </remarks>
public sealed class AvgPoolAttribute : WindowAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="window">The window's height and width.</param>
    public AvgPoolAttribute(int window)
        : this(window, window)
    {
    }

    /// <summary>A window of any sides.</summary>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    public AvgPoolAttribute(int height, int width)
        : base(height, width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>The window's height.</summary>
    public int Height { get; }

    /// <summary>The window's width.</summary>
    public int Width { get; }

    /// <summary>
    /// Whether the mean divides by the whole window, padding included; otherwise it divides by the inputs that the window
    /// really covers. Default: true.
    /// </summary>
    public bool CountIncludePad { get; set; } = true;
}
