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
    /// <summary>Examples of a batch, which is a step unless <see cref="AccumulateBatches"/> says otherwise; the last one of an epoch takes what is left.
    /// Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Batches whose gradients are added up for one step, of <see cref="BatchSize"/> examples each: the step is that of one batch of all their examples, but
    /// for what is computed over a batch, as in a <see cref="BatchNormAttribute"/>. A step needs the memory of one batch. Default: 1.
    /// </summary>
    public int AccumulateBatches { get; init; } = 1;

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

    /// <summary>
    /// The epochs after which training ends if none of them did better on the test dataset than the best one before (<see cref="Monitor"/>). Training needs a
    /// test dataset then. Default: null, it goes on to the last epoch.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Whether the network has the parameters of the epoch that did best on the test dataset when training ends, also where it ends early. Not if it is
    /// cancelled; a checkpoint has both. What is trained afterwards goes on from the best ones. Training needs a test dataset then. Default: false.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>What <see cref="Patience"/> and <see cref="KeepBest"/> go by. Default: the loss on the test dataset.</summary>
    public Monitored Monitor { get; init; }

    /// <summary>By how much an epoch has to be better than the best one before. Default: 0, by anything.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// The share that <see cref="Trainer{T}.Average"/>, an average of the parameters over the steps, keeps of itself at each step, from 0 and below 1; 0.999
    /// is usual. Default: null, there is no average.
    /// </summary>
    public double? AverageDecay { get; init; }

    /// <summary>Where a checkpoint is written after every epoch and on cancellation. Default: null, none is.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps after which a checkpoint is written besides those at the ends of epochs. Default: null, none is.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>
    /// Processes that train together: each makes a trainer of the same network with the same values, optimizer, options (<see cref="Threads"/> may differ) and
    /// data, and calls the same methods of it. A batch is shared out among them; loss, gradients and statistics are added up in the order of a single process,
    /// so that the result has the same bits whatever <see cref="ProcessGroup.Size"/> is. Handlers run on every process; the first alone writes checkpoints
    /// and should print. Default: null, this process alone.
    /// </summary>
    /// <remarks>
    /// <para>What differs between the processes (program, network, values, options, vector width, numbers of examples and epochs) is a
    /// <see cref="ProcessGroupException"/> that names it before the first step, and so are values that differ after an epoch. A step that fails on one
    /// process has not happened on any: that one throws its exception, the others one with its message.</para>
    /// <para>An exception from a handler, or of a checkpoint that cannot be written, is its process's alone: the others wait until it goes on, ends, or calls
    /// <see cref="ProcessGroup.Abort"/>.</para>
    /// </remarks>
    public ProcessGroup? Group { get; init; }

    /// <summary>The examples of a step that is not the last of its epoch.</summary>
    internal int StepSize => (int)Math.Min(int.MaxValue, (long)BatchSize * AccumulateBatches);

    /// <summary>Whether epochs are compared on the test dataset.</summary>
    internal bool ComparesEpochs => KeepBest || Patience is not null;

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
        AtLeastOne(AccumulateBatches, nameof(AccumulateBatches));
        AtLeastOne(Patience ?? 1, nameof(Patience));
        ArgumentNullException.ThrowIfNull(Schedule);
        if (!Enum.IsDefined(Monitor))
            throw new ArgumentOutOfRangeException(nameof(Monitor), Monitor, $"{nameof(Monitor)} is {(int)Monitor}, which is no {nameof(Monitored)}.");
        if (!double.IsFinite(MinimumImprovement) || MinimumImprovement < 0)
            throw new ArgumentOutOfRangeException(
                nameof(MinimumImprovement), MinimumImprovement, $"{nameof(MinimumImprovement)} must be a finite number of at least 0.");
        if (AverageDecay is not (null or (>= 0 and < 1)))
            throw new ArgumentOutOfRangeException(nameof(AverageDecay), AverageDecay, $"{nameof(AverageDecay)} must be at least 0 and less than 1.");
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
