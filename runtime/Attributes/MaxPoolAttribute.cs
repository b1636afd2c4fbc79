namespace StaticNets;

/// <summary>The largest value of each window, each channel by itself. Padding never wins: it counts as -infinity.</summary>
/// <remarks>
/// In: <c>[channels, height, width]</c>. Out: <c>[channels, height', width']</c>, each side as <see cref="WindowAttribute"/>
/// says; the stride's default is the window, and padding is at most half of it. A NaN is the largest
/// value of its window. The gradient goes to the first of several equal maxima in row-major order, or to the last NaN. As PyTorch's <c>MaxPool2d</c>.
/// </remarks>
public sealed class MaxPoolAttribute : WindowAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="window">The window's height and width.</param>
    public MaxPoolAttribute(int window)
        : this(window, window)
    {
    }

    /// <summary>A window of any sides.</summary>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    public MaxPoolAttribute(int height, int width)
        : base(height, width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>The window's height.</summary>
    public int Height { get; }

    /// <summary>The window's width.</summary>
    public int Width { get; }
}
