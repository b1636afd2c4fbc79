namespace StaticNets;

/// <summary>Adds elements at both ends of an axis.</summary>
/// <param name="axis">The axis, from 0 on, or negative from the last, -1, on.</param>
/// <param name="before">How many elements are added at the beginning, at least 0.</param>
/// <param name="after">How many elements are added at the end, at least 0.</param>
/// <remarks>
/// In: any shape. Out: the same, but longer along the axis. Steps of sequences that differ in length cannot be added. As PyTorch's <c>pad</c>, of one axis.
/// </remarks>
public sealed class PadAttribute(int axis, int before, int after) : LayerAttribute
{
    /// <summary>The axis.</summary>
    public int Axis { get; } = axis;

    /// <summary>How many elements are added at the beginning.</summary>
    public int Before { get; } = before;

    /// <summary>How many elements are added at the end.</summary>
    public int After { get; } = after;

    /// <summary>What they are; with <see cref="PadMode.Reflect"/> there are less of them at each end than the input has along the axis. Default:
    /// zeros.</summary>
    public PadMode Mode { get; set; }
}
