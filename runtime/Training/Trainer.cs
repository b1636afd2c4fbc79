using System.Diagnostics;
using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Trains a network on a dataset: shuffles, cuts batches into chunks that several threads work on, adds up their gradients and has an optimizer
/// update the parameters.
/// </summary>
/// <remarks>
/// <para>The same network, data, options and seed give the same bits on any number of threads, and after any number of interruptions
/// (<see cref="SaveCheckpoint"/>, <see cref="Resume"/>), per vector width.</para>
/// <para>A step allocates nothing. A trainer is not for use by several threads at once; while it trains, the network's parameters change
/// and should not be read elsewhere.</para>
/// </remarks>
/// <typeparam name="T">The network.</typeparam>
/// <example>
/// <code>
/// using var trainer = new Trainer&lt;LeNet&gt;(network, new Sgd(0.9), new TrainerOptions { BatchSize = 256 });
/// trainer.Train(training, epochs: 10, test, onEpoch: epoch => Console.WriteLine($"{epoch.Epoch}: {epoch.Test!.Accuracy:P1}"));
/// </code>
/// </example>
public sealed class Trainer<T> : IDisposable
    where T : class, INetwork<T>
{
    private readonly WorkerTeam _team;
    private readonly RecurrentState? _carried;
    private TrainingStep<T>? _step;
    private int[] _order = [];
    private TrainingState _state;

    /// <summary>Makes a trainer and starts its threads.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="optimizer">The optimizer, which this network alone uses.</param>
    /// <param name="options">Batch size, threads, seed and the rest. Default: all defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or states are to be carried and the network has none.</exception>
    public Trainer(T network, Optimizer optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Options = (options ?? new TrainerOptions()).Checked();
        if (Options.CarryState && !T.Info.CarriesState)
            throw new ArgumentException($"{nameof(TrainerOptions.CarryState)} is set, but {T.Info.Name} carries no state from one call to the next.", nameof(options));
        optimizer.Attach(network.Parameters.Layout);
        Network = network;
        Optimizer = optimizer;
        _state = new TrainingState { Seed = Options.Seed };
        _carried = Options.CarryState ? new CarriedState(T.Info, Options.BatchSize) : null;
        _team = new WorkerTeam(Options.Threads);
    }

    /// <summary>The network that is trained.</summary>
    public T Network { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The options.</summary>
    public TrainerOptions Options { get; }

    /// <summary>Completed epochs.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>Completed steps, over all epochs.</summary>
    public long Step => _state.Step;

    /// <summary>The seed of shuffling and dropout: the options', or that of the checkpoint that was resumed.</summary>
    public ulong Seed => _state.Seed;

    /// <summary>
    /// Trains until <paramref name="epochs"/> epochs are complete, those before a <see cref="Resume"/> or in earlier calls counted.
    /// </summary>
    /// <param name="training">The examples to learn from: a dataset, or data that make one for every epoch.</param>
    /// <param name="epochs">The number of epochs in all.</param>
    /// <param name="test">Examples to test on after every epoch. Default: none.</param>
    /// <param name="onProgress">Called after every step.</param>
    /// <param name="onEpoch">Called after every epoch.</param>
    /// <param name="cancellationToken">Ends training after the step under way; a checkpoint is written first if there is a path for it.</param>
    /// <exception cref="ArgumentException">A dataset is empty or does not fit the network or the options, or a checkpoint within an epoch was resumed and the training set has another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class of the network.</exception>
    /// <exception cref="NonFiniteLossException">A step's loss or gradient is not finite; the parameters are those before it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; calling again, or resuming the checkpoint, goes on to the same bits.</exception>
    public void Train(
        TrainingData training,
        int epochs,
        Dataset? test = null,
        TrainingProgressHandler? onProgress = null,
        Action<EpochSummary>? onEpoch = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentNullException.ThrowIfNull(training);
        CheckBatches(training);
        // Checked even where all epochs are complete.
        Dataset? first = EpochOf(training);
        if (test is not null)
            Checked(test, nameof(test));
        while (_state.Epoch < epochs)
        {
            var dataset = first ?? EpochOf(training);
            first = null;
            Prepare(dataset);
            TrainEpoch(dataset, epochs, onProgress, cancellationToken, out var time, out var examples);
            var finished = _state;
            _state = _state.NextEpoch();
            // The checkpoint comes before the handler, which may well throw.
            WriteCheckpoint();
            if (onEpoch is null)
                continue;
            onEpoch(new EpochSummary
            {
                Epoch = _state.Epoch,
                Epochs = epochs,
                TotalSteps = _state.Step,
                Loss = finished.Loss,
                Accuracy = finished.Score.Accuracy,
                ExamplesPerSecond = examples / time.TotalSeconds,
                Duration = time,
                Test = test is null ? null : new Evaluator<T>(Network, _team).Evaluate(test),
            });
        }
    }

    /// <summary>Writes parameters, the optimizer's state, carried states and the place in the training to one safetensors file, which appears whole or not at all.</summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <exception cref="InvalidOperationException">A parameter is not finite; a file that is there is kept.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Checkpoint.Save(path, T.Info, Network.Parameters, Optimizer, _carried, Options, _state);
    }

    /// <summary>
    /// Goes on from a checkpoint: <see cref="Train"/> then gives the same bits as a training without interruption. The seed is the
    /// checkpoint's; the learning rate is the optimizer's own.
    /// </summary>
    /// <param name="path">A file that <see cref="SaveCheckpoint"/> wrote.</param>
    /// <param name="allowDifferences">
    /// Whether to go on although vector width, batch size, shuffling, clipping or what is carried and dropped differ from the checkpoint's, which gives other bits. States
    /// of another batch size are not taken over: the sequences start at 0. Default: false.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is no checkpoint, or one of another network or kind of optimizer, or something differs that gives other bits. Nothing has changed then.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Resume(string path, bool allowDifferences = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        _state = Checkpoint.Load(path, T.Info, Network.Parameters, Optimizer, _carried, Options, allowDifferences);
        _step = null;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _team.Dispose();

    private static Dataset Checked(Dataset dataset, string argument)
    {
        ArgumentNullException.ThrowIfNull(dataset, argument);
        if (dataset.Count == 0)
            throw new ArgumentException($"{argument} has no examples.", argument);
        dataset.CheckInputs(T.Info, argument);
        dataset.CheckTargets(T.Info, argument);
        return dataset;
    }

    private void CheckBatches(TrainingData training)
    {
        if (training.BatchSize is not { } size)
            return;
        if (size != Options.BatchSize)
            throw new ArgumentException($"training is laid out for batches of {size}, but the trainer's have {Options.BatchSize}.", nameof(training));
        if (Options.Shuffle)
            throw new ArgumentException($"training is laid out so that each batch goes on with the one before, but the trainer shuffles: set {nameof(TrainerOptions.Shuffle)} to false.", nameof(training));
    }

    /// <summary>The examples of the epoch under way, checked.</summary>
    private Dataset EpochOf(TrainingData training)
    {
        var dataset = Checked(training.ForEpoch(_state.Seed, _state.Epoch), nameof(training));
        if (_state.Position > 0 && dataset.Count != _state.Examples)
        {
            throw new ArgumentException(
                $"training has {dataset.Count} examples, but the epoch that is to be continued began with {_state.Examples}.", nameof(training));
        }

        if (TakenOf(dataset) == 0)
            throw new ArgumentException($"training has {dataset.Count} examples, which do not fill a batch of {Options.BatchSize}.", nameof(training));
        return dataset;
    }

    /// <summary>How many of an epoch's examples are taken.</summary>
    private int TakenOf(Dataset training) => Options.DropLast ? training.Count - training.Count % Options.BatchSize : training.Count;

    private void Prepare(Dataset training)
    {
        if (_order.Length != training.Count)
            _order = new int[training.Count];
        if (_step is null || !_step.TryTake(training, _order))
            _step = new TrainingStep<T>(Network, Optimizer, _team, training, _order, _carried, Options, _state.Seed);
    }

    private void TrainEpoch(
        Dataset training, int epochs, TrainingProgressHandler? onProgress, CancellationToken cancellationToken, out TimeSpan time, out int examples)
    {
        FillOrder();
        if (_state.Position == 0)
            _carried?.Reset();
        var ticks = 0L;
        examples = 0;
        var taken = TakenOf(training);
        var stepsPerEpoch = (int)((taken + (long)Options.BatchSize - 1) / Options.BatchSize);
        while (_state.Position < taken)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                WriteCheckpoint();
                cancellationToken.ThrowIfCancellationRequested();
            }

            var start = Stopwatch.GetTimestamp();
            var count = Math.Min(Options.BatchSize, taken - _state.Position);
            var rate = Options.Schedule.Rate(Optimizer.Rate, Options.ScheduleUnit == ScheduleUnit.Epoch ? _state.Epoch : _state.Step);
            var result = _step!.Run(_state.Step, _state.Position, count, rate);
            _state.Add(in result, count, training.Count);
            examples += count;
            ticks += Stopwatch.GetTimestamp() - start;

            onProgress?.Invoke(new TrainingProgress
            {
                Epoch = _state.Epoch + 1,
                Epochs = epochs,
                Step = (int)((_state.Position + (long)Options.BatchSize - 1) / Options.BatchSize),
                StepsPerEpoch = stepsPerEpoch,
                TotalSteps = _state.Step,
                ExamplesDone = _state.Position,
                Examples = taken,
                Loss = _state.Loss,
                BatchLoss = result.Loss,
                Accuracy = _state.Score.Accuracy,
                GradientNorm = result.GradientNorm,
                Rate = rate,
                ExamplesPerSecond = examples * (double)Stopwatch.Frequency / ticks,
            });
            if (Options.CheckpointEvery is { } every && _state.Step % every == 0)
                WriteCheckpoint();
        }

        time = TimeSpan.FromSeconds((double)ticks / Stopwatch.Frequency);
    }

    private void FillOrder()
    {
        if (Options.Shuffle)
        {
            Shuffle.Fill(_order, _state.Seed, _state.Epoch);
            return;
        }

        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
    }

    private void WriteCheckpoint()
    {
        if (Options.CheckpointPath is { } path)
            SaveCheckpoint(path);
    }
}
