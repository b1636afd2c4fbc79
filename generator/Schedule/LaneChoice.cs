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
            .Select(axis => (Axis: axis, Reach: Reach(shape, axis, placements), RestReach: RestReach(shape, axis, placements)))
            .Select(choice => (choice, Score: Score(shape, choice.Axis, choice.Reach, lanes)))
            .OrderByDescending(scored => scored.Score)
            .FirstOrDefault();
        return best.Score > 1 ? best.choice : null;
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

    /// <summary>Beyond the axis's extent only where every vector access finds padding there.</summary>
    private static int Reach(NestShape shape, Axis axis, ImmutableDictionary<Tensor, Placement> placements)
    {
        var isProductOrWritten = shape.OutputAddress.Uses(axis) || (shape.Loop.IsContraction && shape.Addresses.Values.Any(address => address.Uses(axis)));
        var reach = int.MaxValue;
        foreach (var (tensor, address, index) in Accesses(shape))
        {
            if (address.Uses(axis))
            {
                var placement = placements[tensor];
                var isWholeLaneAxis = tensor.LaneAxis >= 0 && placement.ExampleStride == 0 && index[tensor.LaneAxis].Equals((Affine)axis)
                    && tensor.Dimensions[tensor.LaneAxis] == axis.Extent;
                reach = Math.Min(reach, isWholeLaneAxis ? placement.PaddedLaneExtent : axis.Extent);
            }
        }

        return isProductOrWritten && reach != int.MaxValue ? reach : axis.Extent;
    }

    /// <summary>How far vectors may reach in the last block.</summary>
    private static int RestReach(NestShape shape, Axis axis, ImmutableDictionary<Tensor, Placement> placements)
    {
        var blocked = shape.Blocked.FirstOrDefault(blocked => blocked.Position.Equals(axis));
        if (blocked is null || blocked.IsEven)
        {
            return axis.Extent;
        }

        var start = blocked.Last * blocked.Length;
        return Accesses(shape).Where(access => access.Item2.Uses(axis)).Min(access =>
        {
            var (tensor, _, index) = access;
            var placement = placements[tensor];
            return placement.Panels is not null ? Panels.Width
                : tensor.LaneAxis >= 0 && placement.ExampleStride == 0 && index[tensor.LaneAxis].Equals(blocked.Whole)
                    && tensor.Dimensions[tensor.LaneAxis] == blocked.Extent ? placement.PaddedLaneExtent - start
                : blocked.Rest;
        });
    }

    private static IEnumerable<(Tensor, Affine, EquatableArray<Affine>)> Accesses(NestShape shape)
        => shape.Addresses.Select(entry => (entry.Key.Tensor, entry.Value, entry.Key.Index))
            .Append((shape.Loop.Output, shape.OutputAddress, shape.Loop.Index));
}
