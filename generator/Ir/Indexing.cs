
namespace StaticNets.Generator.Ir;

/// <summary>Facts about index expressions.</summary>
internal static class Indexing
{
    /// <summary>
    /// Whether different points of the axes in <paramref name="index"/> give different values: with coefficients in ascending order, each exceeds what the
    /// smaller ones can add up to (a mixed-radix number).
    /// </summary>
    public static bool IsInjective(Affine index)
    {
        var reach = 0;
        foreach (var (axis, coefficient) in index.Terms.OrderBy(term => Math.Abs(term.Coefficient)))
        {
            if (axis.Extent == 1)
            {
                continue;
            }

            if (Math.Abs(coefficient) <= reach)
            {
                return false;
            }

            reach += Math.Abs(coefficient) * (axis.Extent - 1);
        }

        return true;
    }

    /// <summary>Whether no axis is in two indices and each index is injective: different points write different elements.</summary>
    public static bool IsInjective(EquatableArray<Affine> indices)
    {
        var seen = new HashSet<Axis>();
        return indices.All(index => IsInjective(index) && index.Terms.All(term => seen.Add(term.Axis)));
    }

    /// <summary>Whether every value from 0 to <paramref name="extent"/> - 1 is reached exactly once.</summary>
    public static bool Covers(Affine index, int extent)
        => index.Minimum == 0 && index.Maximum == extent - 1 && IsInjective(index)
            && Points([index]) == extent;

    /// <summary>The points of the axes in indices: as many elements as they reach, where they are injective.</summary>
    public static long Points(IEnumerable<Affine> indices)
        => indices.SelectMany(index => index.Terms).Aggregate(1L, (points, term) => points * term.Axis.Extent);

    /// <summary>Whether the loop writes every element of its output.</summary>
    public static bool CoversOutput(Loop loop)
    {
        var seen = new HashSet<Axis>();
        for (var i = 0; i < loop.Index.Count; i++)
        {
            if (!Covers(loop.Index[i], loop.Output.Dimensions[i]) || loop.Index[i].Terms.Any(term => !seen.Add(term.Axis)))
            {
                return false;
            }
        }

        return loop.Body.Reads.All(StaysInside);
    }

    /// <summary>
    /// Whether a loop can write at the index, as the gradient of what reads there does: positions that it comes to more than once are found from two axes, or
    /// from one whose neighbours are neighbours.
    /// </summary>
    public static bool CanBeWritten(Affine index, int extent)
        => index.Terms.Length <= 2 || index.Terms.OrderByDescending(term => term.Axis.Extent).First().Coefficient == 1
            || (IsInjective(index) && index.Minimum >= 0 && index.Maximum < extent);

    public static bool CanBeWritten(Read read) => read.Index.Zip(read.Tensor.Dimensions, CanBeWritten).All(can => can);

    public static bool StaysInside(Read read) => StaysInside(read.Tensor, read.Index);

    /// <summary>Whether no point of the axes indexes outside the tensor.</summary>
    public static bool StaysInside(Tensor tensor, EquatableArray<Affine> index)
    {
        for (var i = 0; i < index.Count; i++)
        {
            if (index[i].Minimum < 0 || index[i].Maximum >= tensor.Dimensions[i])
            {
                return false;
            }
        }

        return true;
    }
}
