using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Schedule;

/// <summary>Makes two axes of one that goes through the features of a parameter in panels: the panels, and the features of each.</summary>
internal static class PanelSplit
{
    public static (GuardedLoop Part, ImmutableArray<BlockedAxis> Blocked) Apply(
        GuardedLoop part, ImmutableDictionary<Tensor, Placement> placements, ProgramBuilder builder)
    {
        var blocked = ImmutableArray.CreateBuilder<BlockedAxis>();
        for (var found = true; found;)
        {
            found = false;
            var loop = part.Loop;
            foreach (var (tensor, index) in loop.Accesses)
            {
                if (placements[tensor].Panels is { } panels && Straddling(index[tensor.LaneAxis], panels) is { } axis)
                {
                    var cut = BlockedAxis.Of(axis, axis.Extent > panels.Group ? panels.Group : panels.Width, "Panel", builder);
                    blocked.Add(cut);
                    var replacements = new Dictionary<Axis, Affine> { [axis] = cut.Whole };
                    part = part with
                    {
                        Loop = Substitution.Substitute(loop, replacements),
                        Guarded = part.Guarded.Select(guard => guard.Substitute(replacements)).ToArray(),
                    };
                    found = true;
                    break;
                }
            }
        }

        return (part, blocked.ToImmutable());
    }

    /// <summary>The axis that goes on beyond the end of a panel.</summary>
    private static Axis? Straddling(Affine index, PanelLayout panels)
        => index.Terms.FirstOrDefault(term => term.Coefficient == 1 && term.Axis.Extent > panels.Width).Axis;
}
