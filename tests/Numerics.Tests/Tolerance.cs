namespace StaticNets.Tests;

/// <summary>
/// How far results in 32 bits may be from PyTorch's in 64: <c>2e-6 * sqrt(reduction) * scale</c>, where scale is the largest magnitude
/// of the expected tensor and reduction the length of the longest sum on the way to it. Or, where a fixture says so, each element by a share of itself.
/// </summary>
/// <remarks>
/// A sum of n terms of size s carries a rounding error of about <c>2^-24 * sqrt(n) * s</c>; the factor of 33 above that leaves
/// room for the network's depth and the vector functions. tests/fixtures/generate.py holds PyTorch's own float32 to
/// half of this for every tensor of every case.
/// </remarks>
internal static class Tolerance
{
    private const double Unit = 2e-6;

    public static double Of(int reduction, double scale) => Unit * Math.Sqrt(reduction) * scale;

    public static void AssertClose(
        string tensor, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, int reduction, (double Relative, double Floor)? elementwise)
    {
        if (expected.Length != actual.Length)
            throw new MismatchException($"{tensor} has {actual.Length} elements, but PyTorch's has {expected.Length}.");
        var allowed = Of(reduction, Scale(expected));
        for (var i = 0; i < expected.Length; i++)
        {
            if (elementwise is { } each)
                AssertClose($"{tensor}[{i}]", expected[i], actual[i], each);
            else
                AssertClose($"{tensor}[{i}]", expected[i], actual[i], allowed);
        }
    }

    public static void AssertClose(string value, double expected, double actual, double allowed)
    {
        var error = Math.Abs(actual - expected);
        // Written so that NaN fails.
        if (!(error <= allowed))
            throw new MismatchException($"{value} is {actual:R}, but PyTorch has {expected:R}: off by {error:E2}, allowed are {allowed:E2}.");
    }

    /// <summary>NaN is NaN, an infinity itself, and a number near.</summary>
    public static void AssertClose(string value, double expected, double actual, (double Relative, double Floor) each)
    {
        if (!expected.Equals(actual))
            AssertClose(value, expected, actual, each.Relative * Math.Abs(expected) + each.Floor);
    }

    public static double Scale(ReadOnlySpan<double> values)
    {
        var scale = 0.0;
        foreach (var value in values)
            scale = Math.Max(scale, Math.Abs(value));
        return scale;
    }
}
