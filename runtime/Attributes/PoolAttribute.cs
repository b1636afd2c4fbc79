namespace StaticNets;

/// <summary>A layer that moves a window over each channel of an image by itself, or one over the steps of a sequence, over each feature by itself.</summary>
/// <remarks>
/// In: <c>[channels, height, width]</c> or <c>[steps, features]</c>. Out: <c>[channels, height', width']</c> or <c>[steps', features]</c>, each side as
/// <see cref="WindowAttribute"/> says. Padding is at most half the window at each end. Where sequences differ in length, steps that are padding count as the
/// layer's padding does, and an example of n steps is one of as many as n inputs give; one has to be left.
/// </remarks>
public abstract class PoolAttribute : WindowAttribute
{
    private int? _paddingBefore;
    private int? _paddingAfter;

    private protected PoolAttribute(int height, int width)
        : base(height, width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>The window's height.</summary>
    public int Height { get; }

    /// <summary>The window's width.</summary>
    public int Width { get; }

    /// <summary>Steps added before a sequence. Default: <see cref="WindowAttribute.Padding"/>.</summary>
    public int PaddingBefore
    {
        get => _paddingBefore ?? Padding;
        set => _paddingBefore = value;
    }

    /// <summary>Steps added behind a sequence. Default: <see cref="WindowAttribute.Padding"/>.</summary>
    public int PaddingAfter
    {
        get => _paddingAfter ?? Padding;
        set => _paddingAfter = value;
    }

    /// <summary>
    /// Whether inputs at the end that do not fill a window get one all the same, if it begins before the padding at the end: ceil instead of floor, as
    /// PyTorch's
    /// <c>ceil_mode</c>. Default: false.
    /// </summary>
    public bool CeilMode { get; set; }
}
