using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Computes what the losses of a whole batch divide by before its chunks run. Only lengths and labels matter to it, so
/// only they are copied out for the whole batch; values are copied by the threads that work on them.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class LossCounter<T>
    where T : class, INetwork<T>
{
    private readonly int[][] _lengths;
    private readonly int[][] _labels;
    private readonly float[][] _classWeights;

    /// <summary>Makes room for batches of up to <paramref name="capacity"/> examples.</summary>
    public LossCounter(Dataset dataset, int capacity, float[][] classWeights)
    {
        _classWeights = classWeights;
        _lengths = [.. dataset.Inputs.Select(input => input.Lengths is null ? [] : new int[capacity])];
        _labels = [.. dataset.LossTargets.Select(target => target.Labels is null ? [] : new int[checked(capacity * target.Width)])];
    }

    /// <summary>The losses' denominators over the chosen examples.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="rows">Which.</param>
    /// <param name="counts">Gets one for each loss.</param>
    public void Count(Dataset dataset, ReadOnlySpan<int> rows, Span<double> counts)
    {
        var batch = default(Batch);
        BatchChain chain = default;
        chain.Extend(ref batch, T.Info.Batches);
        batch.Count = rows.Length;
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            if (dataset.Inputs[i].Lengths is not { } column)
                continue;
            var lengths = _lengths[i].AsSpan(0, rows.Length);
            column.Copy(rows, lengths);
            batch.SetLengths(i, lengths);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            batch.SetClassWeights(i, _classWeights[i]);
            if (dataset.LossTargets[i].Labels is { } column)
            {
                var labels = _labels[i].AsSpan(0, rows.Length * column.Width);
                column.Copy(rows, labels);
                batch.SetLabels(i, labels);
            }
        }

        for (var i = 0; i < counts.Length; i++)
            counts[i] = T.LossCount(in batch, i);
    }
}
