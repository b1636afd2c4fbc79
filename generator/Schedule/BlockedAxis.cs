using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>An axis that was cut into blocks of equal length, of which the last may have fewer positions.</summary>
/// <param name="Block">Which block: an axis, or what it became when it was cut in turn.</param>
/// <param name="Position">The position in a block.</param>
/// <param name="Length">The positions of a whole block.</param>
/// <param name="Extent">Of the axis before.</param>
internal sealed record BlockedAxis(Affine Block, Axis Position, int Length, int Extent)
{
    /// <summary>What the axis was.</summary>
    public Affine Whole => (Block * Length) + Position;

    /// <summary>The number of the last block.</summary>
    public int Last => (Extent - 1) / Length;

    /// <summary>The positions of the last block.</summary>
    public int Rest => Extent - (Last * Length);

    public bool IsEven => Rest == Length;

    /// <summary>Cuts an axis into blocks of a length.</summary>
    public static BlockedAxis Of(Axis axis, int length, string suffix, ProgramBuilder builder)
    {
        var block = builder.Axis(axis.Name + suffix, (axis.Extent + length - 1) / length);
        return new(block, builder.Axis(axis.Name, length), length, axis.Extent);
    }
}
