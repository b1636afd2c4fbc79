namespace StaticNets.Onnx.Layers;

/// <summary>
/// In which order a value's elements lie in the layer that has them: extents with the distance of neighbours, outermost first, those of the model's tensor in
/// row-major order. Transposing changes only this; a layer is needed where somebody reads the elements in order.
/// </summary>
internal sealed class Layout
{
    private readonly List<(int Extent, int Stride)> axes;

    private Layout(IEnumerable<(int Extent, int Stride)> axes)
    {
        this.axes = [];
        foreach (var axis in axes.Where(axis => axis.Extent != 1))
        {
            if (this.axes.Count > 0 && this.axes[this.axes.Count - 1].Stride == axis.Stride * axis.Extent)
            {
                this.axes[this.axes.Count - 1] = (this.axes[this.axes.Count - 1].Extent * axis.Extent, axis.Stride);
            }
            else
            {
                this.axes.Add(axis);
            }
        }
    }

    /// <summary>Whether the elements lie in order.</summary>
    public bool IsRowMajor => axes.Count == 0 || (axes.Count == 1 && axes[0].Stride == 1);

    public static Layout RowMajor(int elements) => new([(elements, 1)]);

    public bool Equals(Layout other) => axes.SequenceEqual(other.axes);

    /// <summary>The layout after a transposition, or null where axes of the shape do not begin where those of the layout do.</summary>
    /// <param name="shape">The shape that the axes belong to.</param>
    /// <param name="order">For every axis of the result the one of the shape.</param>
    public Layout? Transposed(int[] shape, int[] order)
        => Split(shape) is { } groups ? new(order.SelectMany(axis => groups[axis])) : null;

    /// <summary>The axes that have the elements in the order in which they lie, and the order that makes the layout of them.</summary>
    public (int[] Shape, int[] Order) Physical()
    {
        var order = Enumerable.Range(0, axes.Count).OrderByDescending(i => axes[i].Stride).ToList();
        return ([.. order.Select(i => axes[i].Extent)], [.. Enumerable.Range(0, axes.Count).Select(i => order.IndexOf(i))]);
    }

    /// <summary>The distance of neighbours along an axis of a shape, if there is one distance; null otherwise.</summary>
    public int? Stride(int[] shape, int axis) => shape[axis] != 1 && Split(shape) is { } groups && groups[axis].Count == 1 ? groups[axis][0].Stride : null;

    /// <summary>The layout's axes, for each axis of a shape.</summary>
    private List<List<(int Extent, int Stride)>>? Split(int[] shape)
    {
        var groups = new List<List<(int Extent, int Stride)>>();
        var (next, left) = (0, axes.Count > 0 ? axes[0].Extent : 1);
        foreach (var extent in shape)
        {
            var (group, needed) = (new List<(int Extent, int Stride)>(), extent);
            while (needed > 1)
            {
                var taken = left % needed == 0 ? needed : needed % left == 0 ? left : 0;
                if (taken == 0)
                {
                    return null;
                }

                left /= taken;
                needed /= taken;
                group.Add((taken, axes[next].Stride * left));
                if (left == 1 && ++next < axes.Count)
                {
                    left = axes[next].Extent;
                }
            }

            groups.Add(group);
        }

        return groups;
    }
}
