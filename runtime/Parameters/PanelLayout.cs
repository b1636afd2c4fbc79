namespace StaticNets;

/// <summary>
/// How a large tensor is cut into panels along one axis: the indices along it form groups of <paramref name="Group"/>, a group is cut into panels of
/// <paramref name="Width"/> (the last one of a group may have fewer), and panels follow one another every <paramref name="Stride"/> floats. Index <c>i</c> lies
/// in panel <c>i / Group * ceil(Group / Width) + i % Group / Width</c>, at place <c>i % Group % Width</c>.
/// </summary>
/// <param name="Axis">The axis of the shape.</param>
/// <param name="Width">The indices of a panel.</param>
/// <param name="Group">Indices whose end no panel straddles.</param>
/// <param name="Stride">The distance in the flat buffer from one panel to the next.</param>
public sealed record PanelLayout(int Axis, int Width, int Group, int Stride)
{
    /// <summary>The distance of an index along the axis from index 0, for neighbours in a panel <paramref name="stride"/> floats apart.</summary>
    internal int PlaceOf(int index, int stride)
    {
        int group = index / Group, rest = index % Group;
        return ((group * ((Group + Width - 1) / Width)) + rest / Width) * Stride + rest % Width * stride;
    }
}
