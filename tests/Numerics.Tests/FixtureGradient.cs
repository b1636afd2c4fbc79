namespace StaticNets.Tests;

/// <summary>Holds a parameter's gradient against a fixture, where it stands whole or, for the LeNets, as sums and samples.</summary>
internal static class FixtureGradient
{
    public static void AssertClose(FixtureFile file, int count, string parameter, ReadOnlySpan<float> actual)
    {
        var stored = $"gradient.{count}.{parameter}";
        var reduction = file.BackwardReduction(count);
        if (file.Has(stored))
            Tolerance.AssertClose($"gradient of {parameter}", file.Doubles(stored), actual, reduction, file.Elementwise);
        else
            AssertSummaryClose(file, stored, parameter, actual, reduction);
    }

    private static void AssertSummaryClose(FixtureFile file, string stored, string parameter, ReadOnlySpan<float> actual, int reduction)
    {
        var places = file.Integers(stored + ".places");
        var samples = file.Doubles(stored + ".samples");
        var squares = file.Doubles(stored + ".squares")[0];
        var each = Tolerance.Of(reduction, Tolerance.Scale(samples));
        for (var i = 0; i < places.Length; i++)
            Tolerance.AssertClose($"gradient of {parameter} at {places[i]}", samples[i], actual[places[i]], each);
        double actualSum = 0, actualSquares = 0;
        foreach (var value in actual)
        {
            actualSum += value;
            actualSquares += (double)value * value;
        }
        Tolerance.AssertClose($"sum of the gradient of {parameter}", file.Doubles(stored + ".sum")[0], actualSum, each * actual.Length);
        // The sum of 2 |g| e is at most 2 e sqrt(n) |g|.
        Tolerance.AssertClose(
            $"sum of squares of the gradient of {parameter}", squares, actualSquares, 2 * each * Math.Sqrt(actual.Length * squares));
    }
}
