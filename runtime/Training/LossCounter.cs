using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Computes what the loss of a whole batch divides by before its chunks run. Only lengths and labels matter to it, so
/// only they are copied out for the whole batch; values are copied by the threads that work on them.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class LossCounter<T>
    where T : class, INetwork<T>
{
    private readonly int[][] _lengths;
    private readonly int[] _labels;

    /// <summary>Makes room for batches of up to <paramref name="capacity"/> examples.</summary>
    public LossCounter(Dataset dataset, int capacity)
    {
        _lengths = [.. dataset.Inputs.Select(input => input.Lengths is null ? [] : new int[capacity])];
        _labels = dataset.Labels is null ? [] : new int[checked(capacity * dataset.Labels.Width)];
    }

    /// <summary>The loss's denominator over the chosen examples.</summary>
    public long Count(Dataset dataset, ReadOnlySpan<int> rows)
    {
        var batch = default(Batch);
        batch.Count = rows.Length;
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            if (dataset.Inputs[i].Lengths is not { } column)
                continue;
            var lengths = _lengths[i].AsSpan(0, rows.Length);
            column.Copy(rows, lengths);
            batch.SetLengths(i, lengths);
        }

        if (dataset.Labels is { } labelColumn)
        {
            var labels = _labels.AsSpan(0, rows.Length * labelColumn.Width);
            labelColumn.Copy(rows, labels);
            batch.Labels = labels;
        }

        return T.LossCount(in batch);
    }
}
