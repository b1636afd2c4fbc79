using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying;

/// <summary>What the command line asks for; the defaults are those of the book's LeNet.</summary>
public sealed record Options
{
    public int Epochs { get; init; } = 10;

    public int Batch { get; init; } = 256;

    /// <summary>The learning rate; null: the optimizer's default.</summary>
    public double? Rate { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The processes that train together; null: this one alone.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>Whether this process writes and prints for all.</summary>
    public bool IsFirst => Group is not { IsFirst: false };

    /// <summary>LeNet's runs end between 0.77 and 0.83, as the book's do; this seed's run reaches 0.82.</summary>
    public ulong Seed { get; init; } = 5;

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Sgd;

    /// <summary>The folder with the dataset; null: look for it.</summary>
    public string? Data { get; init; }

    /// <summary>Weights to begin with; null: random ones.</summary>
    public string? Load { get; init; }

    public string Save { get; init; } = "lenet.safetensors";

    /// <summary>A picture to classify instead of training; null: train.</summary>
    public string? Predict { get; init; }

    public bool Resume { get; init; }

    /// <summary>Where plots go; null: none are drawn.</summary>
    public string? Plots { get; init; }

    /// <summary>The file of a sweep; null: a single training.</summary>
    public string? Sweep { get; init; }

    /// <summary>Which job of the sweep this is.</summary>
    public int Index { get; init; }

    /// <summary>The jobs of the sweep.</summary>
    public int Of { get; init; } = 1;

    /// <summary>The folder of a sweep to compare the trainings of; null: train.</summary>
    public string? Report { get; init; }

    /// <summary>Whether the rate falls to 0 along a cosine over all epochs.</summary>
    public bool Anneals { get; init; }

    public double EffectiveRate => Rate ?? DefaultRate(Optimizer);

    /// <summary>The training log, next to the weights.</summary>
    public string LogPath => TrainingFiles.LogOf(Save);

    /// <summary>The checkpoint, next to the weights.</summary>
    public string CheckpointPath => TrainingFiles.CheckpointOf(Save);

    /// <summary>Rates that train this network well; momentum 0.9 makes steps ten times as long, so its rate is smaller.</summary>
    public static double DefaultRate(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd => 0.9,
        OptimizerKind.Momentum => 0.1,
        _ => 0.001,
    };

    public LearningRateSchedule Schedule => Anneals && Epochs > 0 ? LearningRateSchedule.Cosine(Epochs) : LearningRateSchedule.Constant;

    public Optimizer CreateOptimizer() => Optimizer switch
    {
        OptimizerKind.Sgd => new Sgd(EffectiveRate),
        OptimizerKind.Momentum => new Sgd(EffectiveRate, momentum: 0.9),
        OptimizerKind.Adam => new Adam(EffectiveRate),
        _ => new AdamW(EffectiveRate),
    };
}
