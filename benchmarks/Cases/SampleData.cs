namespace StaticNets.Benchmarks.Cases;

/// <summary>
/// Inputs and labels that are the same for every contender and run. Times do not depend on their values, as long as these are ordinary numbers.
/// </summary>
internal static class SampleData
{
    /// <summary>Numbers spread evenly over [0, 1), as pixels are.</summary>
    public static float[] Values(int count, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle();
        return values;
    }

    /// <summary>Labels from 0 up to, without, <paramref name="classes"/>.</summary>
    public static int[] Labels(int count, int classes, int seed = 2)
    {
        var random = new Random(seed);
        var labels = new int[count];
        foreach (ref int label in labels.AsSpan())
            label = random.Next(classes);
        return labels;
    }
}
