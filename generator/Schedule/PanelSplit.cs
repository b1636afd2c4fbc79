using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>An axis that was cut into blocks of equal length, of which the last may have fewer positions.</summary>
/// <param name="Whole">What the two axes that it became add up to.</param>
/// <param name="Extent">Of the axis before.</param>
internal sealed record BlockedAxis(Axis Block, Axis Position, Affine Whole, int Extent)
{
    /// <summary>The positions of the last block.</summary>
    public int Rest => Extent - ((Block.Extent - 1) * Position.Extent);

    public bool IsEven => Rest == Position.Extent;
}

/// <summary>Makes two axes of one that goes through the features of a parameter in panels: the panels, and the features of each.</summary>
internal static class PanelSplit
{
    public static (GuardedLoop Part, ImmutableArray<BlockedAxis> Blocked) Apply(GuardedLoop part, Func<Tensor, Placement> placements, ProgramBuilder builder)
    {
        var blocked = ImmutableArray.CreateBuilder<BlockedAxis>();
        for (var found = true; found;)
        {
            found = false;
            var loop = part.Loop;
            foreach (var (tensor, index) in loop.Reads.Select(read => (read.Tensor, read.Index)).Append((loop.Output, loop.Index)))
            {
                if (placements(tensor).Panels is { } panels && Straddling(index[tensor.LaneAxis], panels) is { } axis)
                {
                    var whole = axis.Extent > panels.Group ? Cut(axis, panels.Group) : Cut(axis, Panels.Width);
                    blocked.Add(whole);
                    var replacements = new Dictionary<Axis, Affine> { [axis] = whole.Whole };
                    part = part with { Loop = Substitution.Substitute(loop, replacements), Guarded = part.Guarded.Select(guard => guard.Substitute(replacements)).ToArray() };
                    found = true;
                    break;
                }
            }
        }

        return (part, blocked.ToImmutable());

        BlockedAxis Cut(Axis axis, int length)
        {
            Axis block = builder.Axis(axis.Name + "Panel", (axis.Extent + length - 1) / length), position = builder.Axis(axis.Name, length);
            return new(block, position, (block * length) + position, axis.Extent);
        }
    }

    /// <summary>The axis that goes on beyond the end of a panel.</summary>
    private static Axis? Straddling(Affine index, Panels panels) => index.Terms.FirstOrDefault(term => term.Coefficient == 1 && term.Axis.Extent > Panels.Width).Axis;
}
