namespace StaticNets.Generator.Ir;

/// <summary>One dimension of a <see cref="Loop"/>'s iteration space: the integers 0 to <paramref name="Extent"/> - 1.</summary>
/// <param name="Id">Unique within a program; orders the axes.</param>
/// <param name="Name">What emitted code calls the loop variable.</param>
/// <param name="IsRuntimeBound">The extent is only the most that the axis can have: how far it goes is known when the code runs.</param>
internal sealed record Axis(int Id, string Name, int Extent, bool IsRuntimeBound = false)
{
    public bool Equals(Axis? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id;

    public static Affine operator +(Axis left, Affine right) => (Affine)left + right;

    public static Affine operator -(Axis left, Affine right) => (Affine)left - right;

    public static Affine operator *(Axis axis, int factor) => (Affine)axis * factor;
}
