using StaticNets.Samples.Training;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Gathers the training log while the network is trained.</summary>
internal sealed class LogBuilder(Options options, NetworkInfo network) : GrowingLog(
    options.LogPath,
    network.Name,
    network.ParameterCount,
    new Dictionary<string, string>
    {
        ["cell"] = CommandLine.NameOf(options.Cell),
        ["epochs"] = $"{options.Epochs}",
        ["rate"] = $"{options.EffectiveRate}",
        ["batch"] = $"{options.Batch}",
        ["clip"] = $"{options.Clip}",
        ["tokens"] = $"{options.Tokens}",
        ["seed"] = $"{options.Seed}",
        ["threads"] = $"{options.Threads}",
    })
{
    /// <summary>The epoch of least perplexity so far, whose weights are kept; null before the first has ended.</summary>
    public EpochEntry? Best => Log.Epochs.MinBy(epoch => epoch.Perplexity);

    /// <summary>Adds an epoch, in which each example had <paramref name="steps"/> characters.</summary>
    public void Add(EpochSummary epoch, int steps) =>
        Add(new EpochEntry(
            epoch.Epoch, epoch.Loss, epoch.Accuracy, null, null, epoch.Duration.TotalSeconds, epoch.ExamplesPerSecond * steps, epoch.Perplexity)
        {
            Losses = LossEntries.Of(epoch),
        });
}
