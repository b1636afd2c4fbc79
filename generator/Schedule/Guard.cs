using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>A point counts only where 0 &lt;= <paramref name="Value"/> &lt; <paramref name="Extent"/>.</summary>
internal sealed record Guard(Affine Value, int Extent)
{
    /// <summary>True or false where the ranges of the axes decide it, else null.</summary>
    public static bool? Holds(Affine value, int extent)
    {
        if (value.Minimum >= 0 && value.Maximum < extent)
        {
            return true;
        }

        return value.Maximum < 0 || value.Minimum >= extent ? false : null;
    }
}
