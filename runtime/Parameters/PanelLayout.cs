#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>
/// How a large tensor is cut into panels along one axis: the indices along it form groups of <paramref name="Group"/>, a group is cut into panels of
/// <paramref name="Width"/> (the last one of a group may have fewer), and panels follow one another every <paramref name="Stride"/> floats. Index <c>i</c> lies
/// in panel <c>i / Group * ceil(Group / Width) + i % Group / Width</c>, at place <c>i % Group % Width</c>.
/// </summary>
/// <param name="Axis">The axis of the shape.</param>
/// <param name="Width">The indices of a panel.</param>
/// <param name="Group">Indices whose end no panel straddles.</param>
/// <param name="Stride">The distance in the flat buffer from one panel to the next.</param>
#if STATICNETS_COMPILER
internal
#else
public
#endif
sealed record PanelLayout(int Axis, int Width, int Group, int Stride)
{
    /// <summary>The panels of a group.</summary>
    internal int PanelsOfGroup => (Group - 1) / Width + 1;

    /// <summary>The panel that an index along the axis lies in.</summary>
    internal int PanelOf(int index) => index / Group * PanelsOfGroup + index % Group / Width;

    /// <summary>The distance of an index along the axis from index 0, for neighbours in a panel <paramref name="stride"/> floats apart.</summary>
    internal int PlaceOf(int index, int stride) => PanelOf(index) * Stride + index % Group % Width * stride;
}
