using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>One factor of a contraction, by the sizes of a tile.</summary>
internal sealed class TiledFactor
{
    private const int FloatsOfPage = 1024;

    /// <summary>The floats between neighbours along each output axis; vectors are neighbours along the lane axis.</summary>
    private readonly int[] coefficients;

    private readonly int[] units;

    /// <summary>An element is a vector, or one float for all lanes.</summary>
    private readonly int floats;

    /// <summary>
    /// For each distance between neighbours, how far all axes of the reduction with this distance go together:
    /// a row and a kernel column go over the same elements.
    /// </summary>
    private readonly (int Coefficient, int Reach)[] ways;

    /// <param name="lane">The axis whose neighbours share a vector.</param>
    public TiledFactor(NestShape shape, Affine address, IReadOnlyList<Axis> outputs, Axis? lane, int lanes)
    {
        coefficients = [.. outputs.Select(address.CoefficientOf)];
        units = [.. outputs.Select(axis => axis.Equals(lane) ? lanes : 1)];
        ways = [.. address.Terms
            .Where(term => shape.IsReduction(term.Axis) || outputs.Contains(term.Axis))
            .GroupBy(term => term.Coefficient)
            .Select(way => (way.Key, way.Where(term => shape.IsReduction(term.Axis)).Sum(term => term.Axis.Extent - 1)))];
        floats = lane is not null && address.Uses(lane) ? lanes : 1;
    }

    /// <summary>How many different elements a step takes from the factor.</summary>
    public int Elements(int[] sizes)
    {
        var count = 1;
        for (var i = 0; i < sizes.Length; i++)
        {
            count *= coefficients[i] != 0 ? sizes[i] : 1;
        }

        return count;
    }

    /// <summary>How many places a step takes elements from that are a page or more apart: to a core's prefetchers each is a stream of its own.</summary>
    public int Streams(int[] sizes)
    {
        var count = 1;
        for (var i = 0; i < sizes.Length; i++)
        {
            count *= Math.Abs(coefficients[i]) * units[i] >= FloatsOfPage ? sizes[i] : 1;
        }

        return count;
    }

    /// <summary>How many floats a step takes that other tiles take once more.</summary>
    /// <param name="extents">Of the output axes.</param>
    public int Again(int[] sizes, int[] extents)
    {
        for (var i = 0; i < sizes.Length; i++)
        {
            if (coefficients[i] == 0 && sizes[i] < extents[i])
            {
                return Elements(sizes) * floats;
            }
        }

        return 0;
    }

    /// <summary>How many floats of the factor a tile goes through.</summary>
    public long Span(int[] sizes)
    {
        var span = 1L;
        foreach (var (coefficient, reach) in ways)
        {
            var extent = reach + 1;
            for (var i = 0; i < sizes.Length; i++)
            {
                extent += coefficients[i] == coefficient ? (sizes[i] * units[i]) - 1 : 0;
            }

            span *= extent;
        }

        return span;
    }
}
