using System.Globalization;

namespace StaticNets;

/// <summary>How far predicted numbers are from their targets, over unpadded elements.</summary>
/// <remarks>
/// Each output of the network is a column, as in scikit-learn: <see cref="R2"/> is the mean of the columns' (<c>r2_score</c>), while errors are means over all
/// elements.
/// </remarks>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(RegressionSums sums)
    {
        var (absolute, squared, explained, columns) = (0.0, 0.0, 0.0, 0);
        for (var column = 0; column < sums.Width; column++)
        {
            Count += sums.Count[column];
            absolute += sums.AbsoluteErrors[column];
            squared += sums.SquaredErrors[column];
            // One value has no variance to explain.
            if (sums.Count[column] < 2)
                continue;
            columns++;
            explained += Share(sums.SquaredErrors[column], sums.SquaredDeviations[column]);
        }

        MeanAbsoluteError = absolute / Count;
        RootMeanSquaredError = Math.Sqrt(squared / Count);
        R2 = explained / columns;
    }

    /// <summary>The number of elements that were compared.</summary>
    public long Count { get; }

    /// <summary>The mean of <c>|prediction - target|</c>, in the targets' unit.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The square root of the mean of <c>(prediction - target)^2</c>, in the targets' unit.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>
    /// The share of the targets' variance that the predictions explain: 1 where all are right, 0 for a prediction of the mean, negative for worse ones. Of a
    /// constant target it is 1 where all are right, else 0. NaN of fewer than two examples.
    /// </summary>
    public double R2 { get; }

    /// <summary>The three figures.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"MAE {MeanAbsoluteError:G5}, RMSE {RootMeanSquaredError:G5}, R2 {R2:0.0000}");

    private static double Share(double errors, double deviations) => deviations > 0 ? 1 - errors / deviations : errors > 0 ? 0 : 1;
}
