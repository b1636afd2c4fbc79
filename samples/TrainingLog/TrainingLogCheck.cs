namespace StaticNets.Samples.Training;

/// <summary>Finds what the readers of a log would trip over. Types are checked before; what lists hold, sizes and whether they go together are not.</summary>
internal static class TrainingLogCheck
{
    /// <summary>What is wrong with the log, or null.</summary>
    public static string? Wrong(TrainingLog log)
    {
        if (log.Parameters < 0)
            return $"the number of parameters is {log.Parameters}";
        if (log.Settings.FirstOrDefault(setting => setting.Value is null) is { Key: { } key })
            return $"the setting {FileText.Name(key)} is null";
        var missing = Null(log.Classes, "classes") ?? Null(log.Epochs, "epochs") ?? Null(log.Confusion, "confusion") ?? Null(log.Examples, "examples")
            ?? Null(log.Filters, "filters") ?? Null(log.Attention, "attention");
        return missing
            ?? First(log.Epochs, Wrong) ?? WrongConfusion(log) ?? First(log.Examples, Wrong) ?? First(log.Filters, Wrong) ?? First(log.Attention, Wrong);
    }

    private static string? Wrong(EpochEntry epoch)
    {
        if (epoch.Epoch < 1)
            return $"an epoch has the number {epoch.Epoch}";
        if (epoch.Seconds < 0 || epoch.ItemsPerSecond < 0)
            return $"epoch {epoch.Epoch} took {epoch.Seconds} seconds at {epoch.ItemsPerSecond} items per second";
        return epoch.TrainAccuracy is < 0 or > 1 || epoch.TestAccuracy is < 0 or > 1 || epoch.Perplexity is < 0
            || (epoch.Losses ?? []).Any(loss => loss.TrainAccuracy is < 0 or > 1 || loss.TestAccuracy is < 0 or > 1)
            ? $"epoch {epoch.Epoch} has an accuracy that is not from 0 to 1, or a perplexity below 0"
            : null;
    }

    private static string? WrongConfusion(TrainingLog log)
    {
        if (log.Confusion.Any(row => row.Count != log.Confusion.Count))
            return "confusion is not square";
        return log.Confusion.Any(row => row.Any(count => count < 0)) ? "confusion has a count below 0" : null;
    }

    private static string? Wrong(ExampleImage image)
    {
        if (image.Index < 0 || image.Label < 0 || image.Prediction < 0)
            return $"example {image.Index} has the label {image.Label} and the prediction {image.Prediction}";
        if (image.Width < 1 || image.Height < 1 || image.Pixels.Length != (long)image.Width * image.Height)
            return $"example {image.Index} has {image.Pixels.Length} pixels instead of {image.Width} x {image.Height}";
        return image.Probability is >= 0 and <= 1 ? null : $"example {image.Index} has the probability {image.Probability}";
    }

    private static string? Wrong(FilterBank bank)
    {
        const int axes = 4;
        var isShape = bank.Shape.Count == axes && bank.Shape.All(extent => extent >= 1);
        // 128 bits hold the product of four extents.
        return isShape && (UInt128)bank.Values.Count == bank.Shape.Aggregate(UInt128.One, (size, extent) => size * (UInt128)extent)
            ? null
            : $"{FileText.Name(bank.Name)} has {bank.Values.Count} values of shape "
                + $"[{string.Join(", ", bank.Shape.Take(2 * axes))}{(bank.Shape.Count > 2 * axes ? ", ..." : "")}]";
    }

    private static string? Wrong(AttentionMap map)
    {
        var missing = Null(map.Source, "the source of an attention")
            ?? Null(map.Target, "the target of an attention") ?? Null(map.Weights, "the weights of an attention");
        if (missing is not null)
            return missing;
        return map.Weights.Count != map.Target.Count || map.Weights.Any(row => row.Count != map.Source.Count)
            ? $"the attention of {FileText.Name(string.Concat(map.Target))} is not {map.Target.Count} x {map.Source.Count} weights"
            : null;
    }

    /// <summary>What the first wrong element is; null if there is none.</summary>
    private static string? First<T>(IEnumerable<T> list, Func<T, string?> wrong) => list.Select(wrong).FirstOrDefault(text => text is not null);

    /// <summary>Nullable annotations do not reach the elements of lists when JSON is read.</summary>
    private static string? Null<T>(IReadOnlyList<T> list, string name)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
                return $"{name} has null as number {i}";
        }

        return null;
    }
}
