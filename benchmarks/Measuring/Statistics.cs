namespace StaticNets.Benchmarks.Measuring;

/// <summary>Summaries of repeated measurements.</summary>
internal static class Statistics
{
    /// <summary>The middle value (the mean of the two middle ones).</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median over the rounds of how many times the other's time was ours.</summary>
    public static double MedianRatio(double[] other, double[] ours) => Median(other.Zip(ours, (o, u) => o / u));
}
