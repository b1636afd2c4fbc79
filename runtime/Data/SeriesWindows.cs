namespace StaticNets.Data;

/// <summary>Examples of a forecaster: windows that slide over a series of numbers, each with the rows behind it as its targets.</summary>
/// <example>
/// <code>
/// // A day of hours, of which each has temperature and pressure; what is wanted are the next six temperatures.
/// var data = SeriesWindows.Of(readings, features: 2, steps: 24, horizon: 6, targets: [0]);
/// </code>
/// </example>
public static class SeriesWindows
{
    /// <summary>Cuts windows. The numbers are not copied, so that windows that overlap take no memory of their own.</summary>
    /// <param name="series">The rows, one after another in time.</param>
    /// <param name="features">The numbers of a row, at least 1.</param>
    /// <param name="steps">The rows of a window, at least 1: an example is <c>[steps, features]</c>.</param>
    /// <param name="horizon">The rows behind the window that are targets, at least 1. Default: 1.</param>
    /// <param name="stride">The rows from one window to the next, at least 1. Default: 1.</param>
    /// <param name="gap">The rows between a window and its targets, at least 0. Default: 0, the targets follow at once.</param>
    /// <param name="targets">The features that are wanted, by their places: targets are <c>[horizon, targets]</c>. Default: all.</param>
    /// <returns>The windows in order of time. Where parts are to be validated on, <see cref="Dataset.Slice"/> off the end rather than
    /// <see cref="DatasetSplits.Split"/>: neighbouring windows have rows in common.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The series is not a whole number of rows, or has fewer than a window and its targets need.</exception>
    public static Dataset Of(float[] series, int features, int steps, int horizon = 1, int stride = 1, int gap = 0, params ReadOnlySpan<int> targets)
    {
        ArgumentNullException.ThrowIfNull(series);
        AtLeast(features, 1, nameof(features));
        AtLeast(steps, 1, nameof(steps));
        AtLeast(horizon, 1, nameof(horizon));
        AtLeast(stride, 1, nameof(stride));
        AtLeast(gap, 0, nameof(gap));
        foreach (var target in targets)
        {
            if ((uint)target >= (uint)features)
                throw new ArgumentOutOfRangeException(nameof(targets), target, $"targets has feature {target}, but the features are 0 to {features - 1}.");
        }

        if (series.Length % features != 0)
            throw new ArgumentException($"series has {series.Length} elements, which is not a whole number of rows of {features}.", nameof(series));
        var (rows, needed) = (series.Length / features, (long)steps + gap + horizon);
        if (rows < needed)
            throw new ArgumentException(
                $"series has {rows} rows, but a window of {steps}, {(gap > 0 ? $"a gap of {gap} " : "")}and {horizon} behind it need {needed}.",
                nameof(series));
        var count = (int)((rows - needed) / stride) + 1;
        var wanted = targets.IsEmpty ? [.. Enumerable.Range(0, features)] : targets.ToArray();
        return new Dataset(
            [new SeriesColumn(series, features, 0, stride, steps, [.. Enumerable.Range(0, features)], count)],
            new SeriesColumn(series, features, steps + gap, stride, horizon, wanted, count));
    }

    private static void AtLeast(int value, int least, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, but must be at least {least}.");
    }
}

/// <summary>Runs of rows of a series, each a stride behind the one before.</summary>
/// <param name="series">The rows.</param>
/// <param name="features">The numbers of a row.</param>
/// <param name="offset">The first row.</param>
/// <param name="stride">The rows from one run to the next.</param>
/// <param name="steps">The rows of a run.</param>
/// <param name="wanted">The features that are handed out.</param>
/// <param name="count">The number of runs.</param>
internal sealed class SeriesColumn(float[] series, int features, int offset, int stride, int steps, int[] wanted, int count)
    : Column<float>(count, checked(steps * wanted.Length))
{
    private readonly bool _isWhole = wanted.Length == features && wanted.SequenceEqual(Enumerable.Range(0, features));

    internal override void CopyRows(int first, Span<float> destination)
    {
        for (var window = first; !destination.IsEmpty; window++)
        {
            var rows = series.AsSpan((offset + window * stride) * features, steps * features);
            if (_isWhole)
            {
                rows.CopyTo(destination);
            }
            else
            {
                for (var i = 0; i < Width; i++)
                    destination[i] = rows[i / wanted.Length * features + wanted[i % wanted.Length]];
            }

            destination = destination[Width..];
        }
    }
}
