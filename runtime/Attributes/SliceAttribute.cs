namespace StaticNets;

/// <summary>Some positions along one axis: <c>out[.., i, ..] = in[.., start + i Step, ..]</c>.</summary>
/// <param name="axis">The axis, the first of an example being 0; negative ones count from the end, -1 being the last.</param>
/// <param name="start">The first position; a negative one counts from the end, -1 being the last.</param>
/// <param name="count">The number of positions, at least 1.</param>
/// <remarks>
/// In: any shape; of a sequence with lengths only features can be taken. Out: the input's shape with <paramref name="count"/> along the axis.
/// </remarks>
public sealed class SliceAttribute(int axis, int start, int count) : LayerAttribute
{
    /// <summary>The axis; from the end where it is negative.</summary>
    public int Axis { get; } = axis;

    /// <summary>The first position; from the end where it is negative.</summary>
    public int Start { get; } = start;

    /// <summary>The number of positions.</summary>
    public int Count { get; } = count;

    /// <summary>The distance from one position to the next, at least 1. Default: 1.</summary>
    public int Step { get; set; } = 1;
}
