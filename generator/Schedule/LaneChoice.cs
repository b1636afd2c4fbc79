using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// Picks the axis that goes into the lanes. In a batch that is the example, since activations keep their examples side by side; alone, an example's
/// features. Both follow from one rule: along the axis every address must stand still or advance by one.
/// </summary>
internal static class LaneChoice
{
    /// <summary>Adding up lanes at the end costs about as much as this share of the work.</summary>
    private const double ReductionPenalty = 0.8;

    /// <returns>
    /// The axis and how far vectors may reach along it, in the last, partial block of an axis that was cut into blocks too;
    /// or nothing where only scalar code is right.
    /// </returns>
    public static (Axis Axis, int Reach, int RestReach)? Of(NestShape shape, ImmutableDictionary<Tensor, Placement> placements, int lanes)
    {
        var best = shape.Axes
            .Where(axis => IsPossible(shape, axis))
            .Select(axis => (Axis: axis, Reach: Reach(shape, axis, null, placements), RestReach: RestReach(axis)))
            .Select(choice => (choice, Score: Score(shape, choice.Axis, choice.Reach, lanes)))
            .OrderByDescending(scored => scored.Score)
            .FirstOrDefault();
        return best.Score > 1 ? best.choice : null;

        int RestReach(Axis axis) => Reach(shape, axis, shape.Blocked.FirstOrDefault(blocked => blocked.Position.Equals(axis) && !blocked.IsEven), placements);
    }

    private static bool IsPossible(NestShape shape, Axis axis)
        => !shape.IsScalar(axis) && shape.AllAddresses.All(address => address.CoefficientOf(axis) is 0 or 1)
            && !shape.IsGuarded(axis)
            && (shape.OutputAddress.Uses(axis) || (shape.Loop.Combine == Combine.Sum && shape.Addresses.Values.Any(address => address.Uses(axis))));

    private static double Score(NestShape shape, Axis axis, int reach, int lanes)
    {
        var vectors = reach / lanes;
        for (int rest = reach % lanes, width = lanes / 2; rest > 0; width /= 2)
        {
            width = width < 4 ? 1 : width;
            vectors += rest / width;
            rest %= width;
        }

        return (double)axis.Extent / Math.Max(1, vectors) * (shape.OutputAddress.Uses(axis) ? 1 : ReductionPenalty);
    }

    /// <summary>
    /// How far vectors may reach along an axis, or in the last block of one: beyond the end only where every vector access finds padding there.
    /// </summary>
    /// <param name="rest">How the axis was cut, if the last block has fewer positions and is meant.</param>
    private static int Reach(NestShape shape, Axis axis, BlockedAxis? rest, ImmutableDictionary<Tensor, Placement> placements)
    {
        var (whole, start, extent) = rest is null ? (axis, 0, axis.Extent) : (rest.Whole, rest.Last * rest.Length, rest.Extent);
        var mayGoBeyond = shape.OutputAddress.Uses(axis) || shape.Loop.IsContraction;
        return mayGoBeyond ? Accesses(shape).Where(access => access.Address.Uses(axis)).Min(ReachIn) : extent - start;

        int ReachIn((Tensor Tensor, Affine Address, EquatableArray<Affine> Index) access)
        {
            var (tensor, _, index) = access;
            var placement = placements[tensor];
            if (rest is not null && placement.Panels is { } panels)
            {
                return panels.Width;
            }

            var isWholeLaneAxis = tensor.LaneAxis >= 0 && placement.ExampleStride == 0 && index[tensor.LaneAxis].Equals(whole)
                && tensor.Dimensions[tensor.LaneAxis] == extent;
            return (isWholeLaneAxis ? placement.PaddedLaneExtent : extent) - start;
        }
    }

    private static IEnumerable<(Tensor Tensor, Affine Address, EquatableArray<Affine> Index)> Accesses(NestShape shape)
        => shape.Addresses.Select(entry => (entry.Key.Tensor, entry.Value, entry.Key.Index))
            .Append((shape.Loop.Output, shape.OutputAddress, shape.Loop.Index));
}
