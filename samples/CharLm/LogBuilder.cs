using StaticNets.Samples.Training;

namespace StaticNets.Samples.CharLmProgram;

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
            ["cell"] = CommandLine.NameOf(options.Cell),
            ["epochs"] = $"{options.Epochs}",
            ["rate"] = $"{options.EffectiveRate}",
            ["batch"] = $"{options.Batch}",
            ["clip"] = $"{options.Clip}",
            ["tokens"] = $"{options.Tokens}",
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

    /// <summary>Adds an epoch, in which each example had <paramref name="steps"/> characters.</summary>
    public void Add(EpochSummary epoch, int steps) => _log = _log with
    {
        Epochs =
        [
            .. _log.Epochs,
            new EpochEntry(epoch.Epoch, epoch.Loss, epoch.Accuracy, null, null, epoch.Duration.TotalSeconds, epoch.ExamplesPerSecond * steps, epoch.Perplexity),
        ],
    };

    public void Save() => _log.Save(_path);
}
