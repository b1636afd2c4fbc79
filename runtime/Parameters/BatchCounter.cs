using System.Collections.Immutable;

namespace StaticNets;

/// <summary>PyTorch's count of the batches that a running mean has seen.</summary>
/// <param name="Mean">The place of the running mean among the entries.</param>
/// <param name="Name">The counter's name.</param>
internal sealed record BatchCounter(int Mean, string Name)
{
    private const string MeanSuffix = "running_mean";

    public static ImmutableArray<BatchCounter> Of(ImmutableArray<ParameterInfo> entries)
    {
        var counters = ImmutableArray.CreateBuilder<BatchCounter>();
        for (var entry = 0; entry < entries.Length; entry++)
        {
            if (entries[entry].Momentum is not null && NameBeside(entries[entry].Name) is { } name)
                counters.Add(new BatchCounter(entry, name));
        }

        return counters.ToImmutable();
    }

    /// <summary>The counter's name beside a running mean's; null where that is none.</summary>
    public static string? NameBeside(string mean)
        => mean.EndsWith(MeanSuffix, StringComparison.Ordinal) ? mean[..^MeanSuffix.Length] + CheckpointNames.CounterSuffix : null;
}
