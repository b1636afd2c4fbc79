namespace StaticNets.Samples.Training;

/// <summary>What a log has of the losses of an epoch.</summary>
public static class LossEntries
{
    /// <summary>An entry for each loss; null for a network with one, which the epoch's own entry has.</summary>
    public static IReadOnlyList<LossEntry>? Of(EpochSummary epoch) => epoch.Losses.Length < 2
        ? null
        : [.. epoch.Losses.Select((loss, i) => new LossEntry(
            loss.Name, Number(loss.Loss), Number(loss.Accuracy), Number(epoch.Test?.Losses[i].Loss), Number(epoch.Test?.Losses[i].Accuracy)))];

    /// <summary>JSON has no NaN.</summary>
    private static double? Number(double? value) => value is double number && double.IsFinite(number) ? number : null;
}
