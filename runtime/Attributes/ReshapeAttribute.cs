namespace StaticNets;

/// <summary>
/// The same elements, in row-major order, under another shape. <c>[steps, features]</c> makes a sequence, <c>[channels, height, width]</c> an image.
/// </summary>
/// <param name="dimensions">The shape of one example, without the batch: one to five extents. One of them may be -1: it follows from the others.</param>
/// <remarks>In: any shape of as many elements; no sequence with lengths. Out: <c>[dimensions]</c>.</remarks>
public sealed class ReshapeAttribute(params int[] dimensions) : LayerAttribute
{
    /// <summary>The shape of one example, without the batch; -1 for the extent that follows from the others.</summary>
    public int[] Dimensions { get; } = dimensions;
}
