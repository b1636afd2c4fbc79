namespace StaticNets;

/// <summary>What <see cref="RegressionMetrics"/> are made of, for each element of an example's output.</summary>
internal sealed class RegressionSums(int width)
{
    public int Width => width;

    public long[] Count { get; } = new long[width];

    /// <summary>The mean of the targets.</summary>
    public double[] Mean { get; } = new double[width];

    /// <summary>The sum of squares of the targets' deviations from their mean.</summary>
    public double[] SquaredDeviations { get; } = new double[width];

    public double[] AbsoluteErrors { get; } = new double[width];

    public double[] SquaredErrors { get; } = new double[width];

    public void Clear()
    {
        Array.Clear(Count);
        Array.Clear(Mean);
        Array.Clear(SquaredDeviations);
        Array.Clear(AbsoluteErrors);
        Array.Clear(SquaredErrors);
    }

    /// <summary>Takes in one element (Welford 1962).</summary>
    public void Add(int column, double prediction, double target)
    {
        var (error, deviation) = (prediction - target, target - Mean[column]);
        Mean[column] += deviation / ++Count[column];
        SquaredDeviations[column] += deviation * (target - Mean[column]);
        AbsoluteErrors[column] += Math.Abs(error);
        SquaredErrors[column] += error * error;
    }

    /// <summary>Takes in the sums over other examples (Chan, Golub and LeVeque 1979).</summary>
    public void Add(RegressionSums other)
    {
        for (var column = 0; column < width; column++)
        {
            if (other.Count[column] == 0)
                continue;
            var count = Count[column] + other.Count[column];
            var distance = other.Mean[column] - Mean[column];
            SquaredDeviations[column] += other.SquaredDeviations[column]
                + distance * distance * ((double)Count[column] * other.Count[column] / count);
            Mean[column] += distance * other.Count[column] / count;
            Count[column] = count;
            AbsoluteErrors[column] += other.AbsoluteErrors[column];
            SquaredErrors[column] += other.SquaredErrors[column];
        }
    }
}
