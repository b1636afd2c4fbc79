using StaticNets.Samples.Training;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Gathers the training log while the network is trained.</summary>
internal sealed class LogBuilder
{
    private readonly string _path;
    private TrainingLog _log;

    private LogBuilder(string path, TrainingLog log) => (_path, _log) = (path, log);

    public static LogBuilder Start(Options options, NetworkInfo network) => new(options.LogPath, new TrainingLog
    {
        Network = network.Name,
        Parameters = network.ParameterCount,
        Settings = new Dictionary<string, string>
        {
            ["model"] = CommandLine.NameOf(options.Model),
            ["pairs"] = options.Pairs ?? "dates",
            ["epochs"] = $"{options.EffectiveEpochs}",
            ["batch"] = $"{options.Batch}",
            ["rate"] = $"{options.Rate}",
            ["clip"] = $"{options.Clip}",
            ["seed"] = $"{options.Seed}",
            ["threads"] = $"{options.Threads}",
        },
        Classes = [],
        Epochs = [],
        Confusion = [],
        Examples = [],
        Filters = [],
    });

    /// <summary>Takes over the first <paramref name="epochs"/> epochs of the log that an interrupted training left, if it is there.</summary>
    public void Continue(int epochs)
    {
        if (File.Exists(_path))
            _log = _log with { Epochs = [.. TrainingLog.Load(_path).Epochs.Where(epoch => epoch.Epoch <= epochs)] };
    }

    /// <summary>Adds an epoch, in which each example had <paramref name="tokensPerExample"/> tokens to predict. What has no test gives its perplexity instead.</summary>
    public void Add(EpochSummary epoch, double tokensPerExample) => _log = _log with
    {
        Epochs =
        [
            .. _log.Epochs,
            new EpochEntry(
                epoch.Epoch,
                epoch.Loss,
                epoch.Accuracy,
                epoch.Test?.Loss,
                epoch.Test?.Accuracy,
                epoch.Duration.TotalSeconds,
                epoch.ExamplesPerSecond * tokensPerExample,
                epoch.Test is null ? epoch.Perplexity : null),
        ],
    };

    /// <summary>Notes what the trained network attends to.</summary>
    public void Observe(IEnumerable<AttentionMap> attention) => _log = _log with { Attention = [.. attention] };

    public void Save() => _log.Save(_path);
}
