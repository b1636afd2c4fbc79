using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>A point counts only where 0 &lt;= <paramref name="Value"/> &lt; <paramref name="Extent"/>.</summary>
internal sealed record Guard(Affine Value, int Extent)
{
    /// <summary>True or false where the ranges of the axes decide it, else null.</summary>
    public static bool? Holds(Affine value, int extent) => Holds(value.Minimum, value.Maximum, extent);

    /// <summary>True or false where a value between <paramref name="minimum"/> and <paramref name="maximum"/> decides it, else null.</summary>
    public static bool? Holds(int minimum, int maximum, int extent)
    {
        if (minimum >= 0 && maximum < extent)
        {
            return true;
        }

        return maximum < 0 || minimum >= extent ? false : null;
    }
}
