using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// Picks the parameters that lie in panels of neighbouring output features, as large ones do: for each panel all of the other dimensions, innermost the
/// features of the panel, so that both lane forms read it in a stream. Row after row of thousands of features, each step of a sum over the inputs would go to
/// another page.
/// </summary>
internal static class PanelChoice
{
    /// <summary>Features of a panel: a cache line, and a whole number of vectors of every width.</summary>
    public const int Width = 16;

    /// <summary>A smaller parameter stays in a cache of the second level, and mostly in that of the first, however it lies.</summary>
    private const int LeastElements = VectorTarget.SecondLevelFloats / 2;

    /// <summary>The most that a last, partial panel may add to a group, as a share of it.</summary>
    private const double MostPadding = 0.125;

    /// <summary>
    /// The panels of a parameter, or null where it lies row after row. Their groups are the features whose end no panel straddles, as those of a gate; all of
    /// them, where panels end there anyway.
    /// </summary>
    /// <param name="loops">All loops that may read it or write its gradient.</param>
    public static PanelLayout? Of(Tensor parameter, IEnumerable<Loop> loops)
    {
        if (parameter.Rank < 2 || parameter.Size < LeastElements)
        {
            return null;
        }

        var extent = parameter.Dimensions[parameter.LaneAxis];
        var group = extent;
        foreach (var (loop, index) in loops.SelectMany(loop => AccessesOf(parameter, loop).Select(access => (loop, access))))
        {
            if (GroupOf(loop, index[parameter.LaneAxis], extent) is not { } ends || (ends != extent && group != extent && ends != group))
            {
                return null;
            }

            group = Math.Min(group, ends);
        }

        if (group % Width == 0)
        {
            group = extent;
        }

        var padded = (group + Width - 1) / Width * Width;
        var stride = Placement.Spread(checked((int)(parameter.Size / extent) * Width));
        return padded - group > MostPadding * group ? null : new(parameter.LaneAxis, Width, group, stride);
    }

    /// <summary>The indices at which a loop reads the parameter or adds to its gradient.</summary>
    private static IEnumerable<EquatableArray<Affine>> AccessesOf(Tensor parameter, Loop loop)
        => loop.Accesses.Where(access => IsOf(parameter, access.Tensor)).Select(access => access.Index);

    /// <summary>Whether a tensor is the parameter, or its gradient, which lies alike.</summary>
    private static bool IsOf(Tensor parameter, Tensor tensor)
        => tensor.Traits.IsOfParameter && tensor.Ordinal == parameter.Ordinal && tensor.Dimensions.Equals(parameter.Dimensions);

    /// <summary>
    /// The features that one axis of a loop goes through, all or those of a group; null where it goes through them in a way that panels do not allow.
    /// </summary>
    private static int? GroupOf(Loop loop, Affine index, int extent)
    {
        if (loop.Lookup is not null || index.Terms.Count(term => term.Coefficient == 1) != 1)
        {
            return null;
        }

        var inner = index.Terms.Single(term => term.Coefficient == 1).Axis;
        var isWhole = index.Constant == 0 && index.Terms.Length == 1 && inner.Extent == extent;
        var isGroup = extent % inner.Extent == 0 && index.Constant % inner.Extent == 0
            && index.Terms.All(term => term.Axis.Equals(inner) || term.Coefficient % inner.Extent == 0);
        var isFree = inner.Extent > Width / 2 && !inner.IsRuntimeBound && !inner.Equals(loop.Scan?.Time)
            && loop.Accesses.All(access => StaysInside(access.Tensor, access.Index, inner)) && !loop.Positions.Any(position => position.Uses(inner));
        return isFree && (isWhole || isGroup) ? inner.Extent : null;
    }

    /// <summary>Whether no index that uses the axis leaves the tensor.</summary>
    private static bool StaysInside(Tensor tensor, EquatableArray<Affine> indices, Axis axis)
        => !indices.Where((index, i) => index.Uses(axis) && Guard.Holds(index, tensor.Dimensions[i]) != true).Any();
}
