namespace StaticNets;

/// <summary>What a <see cref="LearningRateSchedule"/> counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs: the rate stays the same within one.</summary>
    Epoch,

    /// <summary>Training steps.</summary>
    Step,
}

/// <summary>How a <see cref="Trainer{T}"/> trains.</summary>
public sealed record TrainerOptions
{
    /// <summary>Examples per step; the last step of an epoch takes what is left. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Threads that work on a batch, with the calling one. It changes the speed, never the result. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What the order of examples and dropout are drawn from. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether each epoch takes the examples in an order of its own; otherwise in the dataset's order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Whether an epoch leaves out what does not fill its last batch. Default: false, the last step takes what is left.
    /// </summary>
    public bool DropLast { get; init; }

    /// <summary>
    /// Whether each example of a batch goes on from the state that the same example of the batch before ended with (truncated backpropagation through time:
    /// gradients stop at the boundary). States are 0 at the beginning of every epoch. It needs a recurrent network, data in that order, such as
    /// <see cref="Data.Text.TokenWindows.Sequential"/>, and no shuffling. Default: false, every example starts at 0.
    /// </summary>
    public bool CarryState { get; init; }

    /// <summary>
    /// The weight of each class in the loss of the network that is over classes (<see cref="SoftmaxCrossEntropyAttribute"/>): what is trained is the sum of
    /// the labels' losses, each multiplied with the weight of its class, divided by the sum of these weights. Evaluations do not know them. Default: null, all
    /// are 1.
    /// </summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>The same for a network with several losses over classes, by the names of the losses. Default: null, all are 1.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>>? ClassWeightsByLoss { get; init; }

    /// <summary>The largest global norm of a step's gradient; a larger gradient is scaled down to it. Default: null, no clipping.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The learning rate over time, from the optimizer's rate. Default: constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>What <see cref="Schedule"/> counts. Default: epochs.</summary>
    public ScheduleUnit ScheduleUnit { get; init; } = ScheduleUnit.Epoch;

    /// <summary>Whether training accuracy is counted, for networks that end in a loss over classes. Default: true.</summary>
    public bool Accuracy { get; init; } = true;

    /// <summary>Where a checkpoint is written after every epoch and on cancellation. Default: null, none is.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps after which a checkpoint is written besides those at the ends of epochs. Default: null, none is.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>The weights of the classes of each loss; empty where all are 1.</summary>
    /// <exception cref="ArgumentException">There is no such loss, or its weights are none.</exception>
    internal float[][] ClassWeightsOf(NetworkInfo network)
    {
        var weights = network.Losses.Select(_ => Array.Empty<float>()).ToArray();
        if (ClassWeights is { } only)
        {
            int[] over = [.. Enumerable.Range(0, weights.Length).Where(i => network.Losses[i].TakesLabels)];
            if (over.Length != 1)
            {
                throw new ArgumentException(
                    $"{nameof(ClassWeights)} is set, but {network.Name} has {FigureText.Count(over.Length, "loss", "losses")} of "
                        + $"{LossKind.SoftmaxCrossEntropy}{(over.Length == 0 ? "" : $": set {nameof(ClassWeightsByLoss)}")}.",
                    nameof(ClassWeights));
            }

            Set(over[0], only, nameof(ClassWeights));
        }

        foreach (var (name, given) in ClassWeightsByLoss ?? new Dictionary<string, IReadOnlyList<float>>())
        {
            var index = Enumerable.Range(0, weights.Length).FirstOrDefault(i => network.Losses[i].Name == name, -1);
            if (index < 0)
            {
                throw new ArgumentException(
                    $"{nameof(ClassWeightsByLoss)} has weights for '{name}', but the losses of {network.Name} are "
                        + $"{string.Join(", ", network.Losses.Select(loss => loss.Name))}.",
                    nameof(ClassWeightsByLoss));
            }

            Set(index, given, $"{nameof(ClassWeightsByLoss)}[{name}]");
        }

        return weights;

        void Set(int index, IReadOnlyList<float> given, string argument)
        {
            weights[index] = [.. given ?? throw new ArgumentException($"{argument} is null, but weights are needed.", argument)];
            CompilerServices.Guard.ClassWeights(weights[index], argument, network.Losses[index]);
        }
    }

    /// <summary>Throws where a value is out of range.</summary>
    internal TrainerOptions Checked()
    {
        AtLeastOne(BatchSize, nameof(BatchSize));
        AtLeastOne(Threads, nameof(Threads));
        AtLeastOne(CheckpointEvery ?? 1, nameof(CheckpointEvery));
        ArgumentNullException.ThrowIfNull(Schedule);
        if (CarryState && Shuffle)
            throw new ArgumentException(
                $"{nameof(CarryState)} needs the examples in the order of the data: set {nameof(Shuffle)} to false.", nameof(CarryState));
        if (ClipNorm is { } norm)
            GradientNorm.CheckMaximum(norm, nameof(ClipNorm));
        if (CheckpointEvery is not null && CheckpointPath is null)
            throw new ArgumentException(
                $"{nameof(CheckpointEvery)} is {CheckpointEvery}, but there is no {nameof(CheckpointPath)} to write to.", nameof(CheckpointEvery));
        return this;
    }

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, but must be at least 1.");
    }
}
