using System.Globalization;

namespace StaticNets.Tests.Processes;

/// <summary>What the command line asks for: a network and settings, each a name and a value.</summary>
internal sealed class Settings
{
    private readonly Dictionary<string, string> _values = [];

    public Settings(string[] arguments)
    {
        Network = arguments[0];
        foreach (var argument in arguments[1..])
            _values.Add(argument.Split('=')[0], argument.Split('=')[1]);
    }

    /// <summary>Or "all".</summary>
    public string Network { get; }

    public int Threads => Number("threads", 1);

    public int Epochs => Number("epochs", 2);

    public int Count => Number("examples", 300);

    public int Batch => Number("batch", 96);

    public ulong Seed => (ulong)Number("seed", 5);

    /// <summary>Where a checkpoint goes, which is resumed if it is there.</summary>
    public string? Checkpoint => _values.GetValueOrDefault("checkpoint");

    /// <summary>The folder where each process writes its id before anything else.</summary>
    public string? Ids => _values.GetValueOrDefault("ids");

    /// <summary>Whether each process says which MPI it has.</summary>
    public bool SaysLibrary => _values.GetValueOrDefault("say") == "library";

    private int Number(string name, int standard) =>
        _values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : standard;
}
