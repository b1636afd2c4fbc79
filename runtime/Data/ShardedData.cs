namespace StaticNets.Data;

/// <summary>
/// Training data of which a process of a group (<see cref="TrainerOptions.Group"/>) loads only the examples that it computes: those of its rank's part of each
/// batch, in whatever order the epoch takes them. A trainer without a group loads all.
/// </summary>
public abstract class ShardedData : TrainingData
{
    /// <summary>The number of examples of one epoch, over all processes: a function of seed and epoch alone.</summary>
    /// <param name="seed">The trainer's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public abstract int CountOf(ulong seed, int epoch);

    /// <summary>Loads some examples of one epoch.</summary>
    /// <param name="seed">The trainer's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="rows">Which of the epoch's examples, in the order in which they are to be returned; none for a process that has nothing to do.</param>
    /// <returns>As many examples, in that order, with the columns of the whole.</returns>
    public abstract Dataset Load(ulong seed, int epoch, ReadOnlySpan<int> rows);

    /// <summary>All examples of one epoch.</summary>
    /// <param name="seed">The trainer's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public sealed override Dataset ForEpoch(ulong seed, int epoch)
    {
        var rows = new int[CountOf(seed, epoch)];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        return Checked(Load(seed, epoch, rows), rows.Length);
    }

    /// <summary>A dataset that has the places of all examples, and some of them.</summary>
    internal Dataset ForEpoch(ulong seed, int epoch, int count, ReadOnlySpan<int> rows)
    {
        var share = Checked(Load(seed, epoch, rows), rows.Length);
        var places = new int[count];
        Array.Fill(places, -1);
        for (var place = 0; place < rows.Length; place++)
            places[rows[place]] = place;
        return share.Spread(places);
    }

    private static Dataset Checked(Dataset loaded, int count)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded.Count == count
            ? loaded
            : throw new InvalidOperationException($"{count} examples were to be loaded, but {nameof(Load)} gave {loaded.Count}.");
    }
}
