namespace StaticNets.Generator.Layers;

/// <summary>Arguments are written in double, but emitted code computes in float.</summary>
internal static class Single
{
    public const string FiniteNumber = "a finite number";

    /// <summary>Whether the value is still a number in float.</summary>
    public static bool IsFinite(double value) => Math.Abs(value) <= float.MaxValue;

    /// <summary>Whether the value is still positive in float, and a number.</summary>
    public static bool IsPositive(double value) => IsFinite(value) && (float)value > 0;
}
