namespace StaticNets;

/// <summary>The nearest number within bounds: <c>out = min(max(in, min), max)</c>.</summary>
/// <param name="min">What lesser inputs become: a finite number.</param>
/// <param name="max">What greater inputs become: finite and greater than <paramref name="min"/>.</param>
/// <remarks>In and out: any shape. As PyTorch's <c>clamp</c>: the derivative is 1 from min to max, both included, and 0 beyond.</remarks>
public sealed class ClipAttribute(double min, double max) : LayerAttribute
{
    /// <summary>What lesser inputs become.</summary>
    public double Min { get; } = min;

    /// <summary>What greater inputs become.</summary>
    public double Max { get; } = max;
}
