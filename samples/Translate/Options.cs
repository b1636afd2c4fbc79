using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>What the command line asks for; sizes, batch, rate and clipping are the book's.</summary>
internal sealed record Options
{
    public Model Model { get; init; } = Model.Attention;

    /// <summary>The file of pairs to learn from; null: dates.</summary>
    public string? Pairs { get; init; }

    /// <summary>Passes over the pairs; null: the default of what is learned.</summary>
    public int? Epochs { get; init; }

    public int Batch { get; init; } = 64;

    /// <summary>The learning rate of Adam at the beginning.</summary>
    public double Rate { get; init; } = 0.005;

    /// <summary>The largest norm of a step's gradient.</summary>
    public double Clip { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The processes that train together; null: this one alone.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>Whether this process writes and prints for all.</summary>
    public bool IsFirst => Group is not { IsFirst: false };

    public ulong Seed { get; init; } = 1;

    /// <summary>How many beginnings of a translation are followed; 1 is the greedy search.</summary>
    public int Beam { get; init; } = 1;

    /// <summary>Whether what one types is translated in the end.</summary>
    public bool Interactive { get; init; }

    /// <summary>Weights to begin with; null: random ones.</summary>
    public string? Load { get; init; }

    public string Save { get; init; } = "translate.safetensors";

    public bool Resume { get; init; }

    /// <summary>Where plots go; null: none are drawn.</summary>
    public string? Plots { get; init; }

    public int EffectiveEpochs => Epochs ?? (Pairs is null ? 20 : BookEpochs(Model));

    /// <summary>The option that names weights to begin with, and their file; null: random ones, or a training that is to be gone on with.</summary>
    public (string Option, string Path)? InitialWeights =>
        Load is { } weights ? ("--load", weights)
        : Resume && EffectiveEpochs == 0 ? ("--resume", CheckpointPath)
        : null;

    /// <summary>The training log, next to the weights.</summary>
    public string LogPath => TrainingFiles.LogOf(Save);

    /// <summary>The checkpoint, next to the weights.</summary>
    public string CheckpointPath => TrainingFiles.CheckpointOf(Save);

    /// <summary>The book's epochs for its 600 sentences.</summary>
    public static int BookEpochs(Model model) => model switch
    {
        Model.Gru => 300,
        Model.Attention => 250,
        _ => 200,
    };
}
