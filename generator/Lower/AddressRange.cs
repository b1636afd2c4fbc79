using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>How far an address moves over the variables of the loops around it, where the conditions around it hold.</summary>
internal static class AddressRange
{
    /// <summary>Points that are gone through one by one where bounds do not decide.</summary>
    private const long MostPoints = 1 << 16;

    /// <summary>Whether <c>0 &lt;= value &lt; extent</c> wherever all conditions hold; null where that is not known.</summary>
    public static bool? StaysInside(Affine value, int extent, IReadOnlyCollection<Inside> conditions)
    {
        ImmutableList<Inside> all = [.. conditions];
        return Most(value, all) < extent && Most(value * -1, all) <= 0 ? true : ByPoints(value, extent, conditions);
    }

    /// <summary>An upper bound: a condition on what the value contains a multiple of bounds that part better than its variables do.</summary>
    private static int Most(Affine value, ImmutableList<Inside> conditions)
    {
        var most = value.Maximum;
        foreach (var condition in conditions)
        {
            foreach (var (axis, coefficient) in condition.Value.Terms)
            {
                var factor = value.CoefficientOf(axis) / coefficient;
                if (factor != 0 && value.CoefficientOf(axis) % coefficient == 0)
                {
                    most = Math.Min(
                        most, Math.Max(0, factor * (condition.Extent - 1)) + Most(value - (condition.Value * factor), conditions.Remove(condition)));
                }
            }
        }

        return most;
    }

    private static bool? ByPoints(Affine value, int extent, IReadOnlyCollection<Inside> conditions)
    {
        var axes = conditions.Select(condition => condition.Value).Append(value).SelectMany(index => index.Terms).Select(term => term.Axis)
            .Distinct().ToArray();
        var points = axes.Aggregate(1L, (product, axis) => Math.Min(MostPoints + 1, product * axis.Extent));
        if (points > MostPoints)
        {
            return null;
        }

        for (var point = 0; point < points; point++)
        {
            if (conditions.All(condition => IsInside(At(condition.Value), condition.Extent)) && !IsInside(At(value), extent))
            {
                return false;
            }

            int At(Affine index)
            {
                var (result, rest) = (index.Constant, point);
                foreach (var axis in axes)
                {
                    result += index.CoefficientOf(axis) * (rest % axis.Extent);
                    rest /= axis.Extent;
                }

                return result;
            }
        }

        return true;
    }

    private static bool IsInside(int value, int extent) => value >= 0 && value < extent;
}
