using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>The recurrent layers the command line offers.</summary>
internal enum Cell
{
    Rnn,
    Gru,
    Lstm,
    DeepLstm,
    BiLstm,
}

/// <summary>What the command line asks for; the defaults are the book's.</summary>
internal sealed record Options
{
    /// <summary>The text to learn from; null: the documentation of .NET.</summary>
    public string? Text { get; init; }

    public Cell Cell { get; init; } = Cell.Gru;

    public int Epochs { get; init; } = 500;

    /// <summary>The learning rate; null: the cell's default.</summary>
    public double? Rate { get; init; }

    public int Batch { get; init; } = 32;

    /// <summary>The largest norm of a step's gradient.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>How many tokens of the text are learned.</summary>
    public int Tokens { get; init; } = 10_000;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The processes that train together; null: this one alone.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>Whether this process writes and prints for all.</summary>
    public bool IsFirst => Group is not { IsFirst: false };

    public ulong Seed { get; init; } = 1;

    /// <summary>What the written text begins with.</summary>
    public string Prefix { get; init; } = "the";

    /// <summary>How many characters are written after the prefix.</summary>
    public int Length { get; init; } = 400;

    public double Temperature { get; init; } = 0.5;

    /// <summary>Weights to begin with; null: random ones.</summary>
    public string? Load { get; init; }

    public string Save { get; init; } = "charlm.safetensors";

    public bool Resume { get; init; }

    /// <summary>Where plots go; null: none are drawn.</summary>
    public string? Plots { get; init; }

    public double EffectiveRate => Rate ?? DefaultRate(Cell);

    /// <summary>The option that names weights to begin with, and their file; null: random ones, or a training that is to be gone on with.</summary>
    public (string Option, string Path)? InitialWeights =>
        Load is { } weights ? ("--load", weights)
        : Resume && Epochs == 0 ? ("--resume", CheckpointPath)
        : null;

    /// <summary>The training log, next to the weights.</summary>
    public string LogPath => TrainingFiles.LogOf(Save);

    /// <summary>The checkpoint, next to the weights.</summary>
    public string CheckpointPath => TrainingFiles.CheckpointOf(Save);

    /// <summary>The book's: 1, and 2 for two layers.</summary>
    public static double DefaultRate(Cell cell) => cell == Cell.DeepLstm ? 2 : 1;
}
