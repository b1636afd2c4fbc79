namespace StaticNets.Generator.Layers.Shared;

/// <summary>One side of a sliding window: positions are 0 to <see cref="Outputs"/> - 1, taps 0 to <paramref name="Size"/> - 1.</summary>
/// <param name="Side">"Height", "Width", or empty for the steps of a sequence: what the names of this side's properties end in.</param>
/// <param name="SizeArgument">The argument that gives the size.</param>
internal sealed record WindowSide(string Side, string SizeArgument, int Input, int Size, int Stride, int Padding, int Dilation)
{
    /// <summary>Whether a position may have nothing but padding in it; if not, at most half the window is padding.</summary>
    public bool MayMissInput { get; init; } = true;

    /// <summary>How far the taps reach.</summary>
    public long Reach => ((Size - 1L) * Dilation) + 1;

    public long Padded => Input + (2L * Padding);

    public bool Fits => Reach <= Padded;

    /// <summary>floor((n + 2p - d (k - 1) - 1) / s) + 1, as in PyTorch.</summary>
    public int Outputs => (int)Math.Min(int.MaxValue, ((Padded - Reach) / Stride) + 1);

    /// <summary>Columns or rows of the input, not of its padding, at the end that no window reaches.</summary>
    public long Dropped => Math.Max(0, ((Padded - Reach) % Stride) - Padding);

    /// <summary>What the input consists of along this side.</summary>
    public string Unit => Side switch { "Height" => "row", "Width" => "column", _ => "step" };

    /// <summary>The largest size that fits.</summary>
    public long LargestSize => ((Padded - 1) / Dilation) + 1;

    /// <summary>The smallest padding that the window fits with.</summary>
    public long SmallestPadding => (Reach - Input + 1) / 2;

    /// <summary>How many taps lie inside the input at a position; the others meet padding.</summary>
    public int TapsInside(int position)
    {
        var start = ((long)position * Stride) - Padding;
        var first = start < 0 ? (-start + Dilation - 1) / Dilation : 0;
        var last = Math.Min(Size - 1, (Input - 1 - start) / Dilation);
        return (int)Math.Max(0, last - first + 1);
    }
}
