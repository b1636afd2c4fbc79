using StaticNets.Samples.Training;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Gathers the training log while the network is trained.</summary>
internal sealed class LogBuilder(Options options, NetworkInfo network) : GrowingLog(
    options.LogPath,
    network.Name,
    network.ParameterCount,
    new Dictionary<string, string>
    {
        ["model"] = CommandLine.NameOf(options.Model),
        ["pairs"] = options.Pairs ?? "dates",
        ["epochs"] = $"{options.EffectiveEpochs}",
        ["batch"] = $"{options.Batch}",
        ["rate"] = $"{options.Rate}",
        ["clip"] = $"{options.Clip}",
        ["seed"] = $"{options.Seed}",
        ["threads"] = $"{options.Threads}",
    })
{
    /// <summary>
    /// Adds an epoch, in which each example had <paramref name="tokensPerExample"/> tokens to predict. What has no test gives its perplexity instead.
    /// </summary>
    public void Add(EpochSummary epoch, double tokensPerExample) => Add(new EpochEntry(
        epoch.Epoch,
        epoch.Loss,
        epoch.Accuracy,
        epoch.Test?.Loss,
        epoch.Test?.Accuracy,
        epoch.Duration.TotalSeconds,
        epoch.ExamplesPerSecond * tokensPerExample,
        epoch.Test is null ? epoch.Perplexity : null)
    {
        Losses = LossEntries.Of(epoch),
    });

    /// <summary>Notes what the trained network attends to.</summary>
    public void Observe(IEnumerable<AttentionMap> attention) => Log = Log with { Attention = [.. attention] };
}
