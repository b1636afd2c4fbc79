using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>All pictures of a log. What a log does not hold is not drawn.</summary>
internal static class Pictures
{
    /// <summary>Draws into <paramref name="folder"/>; yields each file's path when it is written.</summary>
    public static IEnumerable<string> Draw(TrainingLog log, string folder)
    {
        if (log.Epochs.Count > 0 && log.Epochs.All(epoch => epoch is { TestLoss: not null, TestAccuracy: not null }))
            yield return CurvesPicture.Draw(log, Path.Combine(folder, "curves.png"));
        if (log.Epochs.Count > 0 && log.Epochs.All(epoch => epoch.Perplexity is not null))
            yield return PerplexityPicture.Draw(log, Path.Combine(folder, "perplexity.png"));
        if (log.Confusion.Count > 0)
            yield return ConfusionPicture.Draw(log, Path.Combine(folder, "confusion.png"));
        if (log.Examples.Count > 0)
            yield return ExamplesPicture.Draw(log, Path.Combine(folder, "examples.png"));
        foreach (var bank in log.Filters)
            yield return FiltersPicture.Draw(bank, Path.Combine(folder, $"filters-{FileName(bank.Name)}.png"));
        for (var index = 0; index < log.Attention.Count; index++)
        {
            if (log.Attention[index] is { Source.Count: > 0, Target.Count: > 0 })
                yield return AttentionPicture.Draw(log.Attention[index], Path.Combine(folder, $"attention-{index + 1}.png"));
        }
    }

    /// <summary>The parameter's name without what does not belong in a file name: <c>conv2d1.weight</c> gives <c>conv2d1</c>.</summary>
    private static string FileName(string parameter)
    {
        var name = parameter.EndsWith(".weight", StringComparison.Ordinal) ? parameter[..^".weight".Length] : parameter;
        return string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '-'));
    }
}
