namespace StaticNets;

/// <summary>The mean, the sum, the greatest or the least of the elements along some axes, which the output does not have.</summary>
/// <remarks>
/// In: any shape. Out: the axes that are left, in their order; <c>[1]</c> where none are. Of a sequence with lengths the real steps alone count, and the steps
/// must be among the axes.
/// </remarks>
public sealed class ReduceAttribute : LayerAttribute
{
    /// <summary>What becomes of the elements. Default: <see cref="Reduction.Mean"/>.</summary>
    public Reduction Kind { get; set; }

    /// <summary>
    /// The axes that vanish, the first of an example being 0; negative ones count from the end. Default: all but the channels of an image, all but the last,
    /// the features, of other shapes, and the one axis of a vector.
    /// </summary>
    public int[] Axes { get; set; } = [];
}
