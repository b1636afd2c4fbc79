namespace StaticNets.Generator.Layers.Shared;

/// <summary>Arguments are written in double and int, but emitted code computes in float.</summary>
internal static class FloatRange
{
    /// <summary>Classes, tokens, numbers of steps and positions in windows lie among floats, which hold every integer up to here.</summary>
    public const int LargestInteger = 1 << 24;

    public const string FiniteNumber = "a finite number", PositiveNumber = "positive and finite";

    /// <summary>Whether the value is still a number in float.</summary>
    public static bool IsFinite(double value) => Math.Abs(value) <= float.MaxValue;

    /// <summary>Whether the value is still positive in float, and a number.</summary>
    public static bool IsPositive(double value) => IsFinite(value) && (float)value > 0;
}
