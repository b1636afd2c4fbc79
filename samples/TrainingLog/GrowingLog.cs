namespace StaticNets.Samples.Training;

/// <summary>The log of a training that is under way.</summary>
/// <param name="path">Where it is saved.</param>
/// <param name="network">The network's name.</param>
/// <param name="parameters">The number of parameters.</param>
/// <param name="settings">What the program was told: option and value.</param>
public abstract class GrowingLog(string path, string network, int parameters, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>The log so far.</summary>
    protected TrainingLog Log { get; set; } = new()
    {
        Network = network,
        Parameters = parameters,
        Settings = settings,
        Classes = [],
        Epochs = [],
        Confusion = [],
        Examples = [],
        Filters = [],
    };

    /// <summary>Takes over the first <paramref name="epochs"/> epochs of the log that an interrupted training left, if it is there.</summary>
    public void Continue(int epochs)
    {
        if (File.Exists(path))
            Log = Log with { Epochs = [.. TrainingLog.Load(path).Epochs.Where(epoch => epoch.Epoch <= epochs)] };
    }

    /// <summary>Writes the log; a reader sees the old file or the new one, never a half.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save() => Log.Save(path);

    /// <summary>Adds a finished epoch.</summary>
    protected void Add(EpochEntry epoch) => Log = Log with { Epochs = [.. Log.Epochs, epoch] };
}
