using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A large parameter lies in panels of neighbouring output features: for each panel all of the other dimensions, innermost the features of the panel, so that
/// both lane forms read it in a stream. Row after row of thousands of features, each step of a sum over the inputs would go to another page.
/// </summary>
/// <param name="Group">Features that a panel does not straddle the end of, as those of a gate; all of them, where panels end there anyway.</param>
/// <param name="Stride">From one panel to the next, in floats.</param>
internal sealed record Panels(int Group, int Stride)
{
    /// <summary>Features of a panel: a cache line, and a whole number of vectors of every width.</summary>
    public const int Width = 16;

    /// <summary>A smaller parameter stays in a cache of the second level, and mostly in that of the first, however it lies.</summary>
    private const int LeastElements = 64 * 1024;

    /// <summary>The most that a last, partial panel may add to a group, as a share of it.</summary>
    private const double MostPadding = 0.125;

    /// <summary>Panels of a group, the last of which may be partial.</summary>
    public int OfGroup => (Group + Width - 1) / Width;

    /// <summary>The panels of a parameter, or null where it lies row after row.</summary>
    /// <param name="loops">All loops that may read it or write its gradient.</param>
    public static Panels? Of(Tensor parameter, IEnumerable<Loop> loops)
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
        return padded - group > MostPadding * group ? null : new(group, Placement.Spread(checked((int)(parameter.Size / extent) * Width)));
    }

    /// <summary>The lengths of all panels together.</summary>
    public int Length(int extent) => checked(extent / Group * OfGroup * Stride);

    /// <summary>How far into the panels an index along the lane axis is; none of its axes may straddle the end of a panel (<see cref="PanelSplit"/>).</summary>
    public Affine Address(Affine index)
    {
        var address = (Affine)Position(index.Constant);
        foreach (var (axis, coefficient) in index.Terms)
        {
            address += axis * Position(coefficient);
        }

        return address;
    }

    /// <summary>Where a feature lies.</summary>
    private int Position(int feature)
    {
        int group = feature / Group, rest = feature % Group;
        return (((group * OfGroup) + (rest / Width)) * Stride) + (rest % Width);
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
        if (loop.Lookup is not null || index.Terms.All(term => term.Coefficient != 1))
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
