namespace StaticNets.Generator.Ir;

/// <summary>Arithmetic of whole numbers that C# has not.</summary>
internal static class Integers
{
    /// <summary>The quotient, rounded down for negative dividends too.</summary>
    /// <param name="divisor">At least 1.</param>
    public static long FloorDivide(long dividend, long divisor) => (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);

    public static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
