using System.Diagnostics;
using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Trains a network on a dataset: shuffles, cuts batches into chunks that several threads work on, adds up their gradients and has an optimizer
/// update the parameters.
/// </summary>
/// <remarks>
/// <para>The same network, data, options and seed give the same bits on any number of threads and processes (<see cref="TrainerOptions.Group"/>), and after any
/// number of interruptions (<see cref="SaveCheckpoint"/>, <see cref="Resume"/>), per vector width.</para>
/// <para>A step allocates nothing. A trainer is not for use by several threads at once; while it trains, the network's parameters change
/// and should not be read elsewhere.</para>
/// <para>Handlers are called between steps, when everything is in order: they may read and change the network's parameters and the optimizer's rate,
/// evaluate, save checkpoints and dispose of the trainer, which ends the training. They cannot train or resume with the same trainer. An exception from a
/// handler ends the training after the step, and after the checkpoint that is due with it; calling again goes on.</para>
/// <para>A step whose labels are all ignored contributes nothing to the loss and accuracy of its epoch. Where that is so of all steps, both are NaN.</para>
/// </remarks>
/// <typeparam name="T">The network.</typeparam>
/// <example>
/// <code>
/// using var trainer = new Trainer&lt;LeNet&gt;(network, new Sgd(0.9), new TrainerOptions { BatchSize = 256 });
/// trainer.TrainFor(training, epochs: 10, test, onEpoch: epoch => Console.WriteLine($"{epoch.Epoch}: {epoch.Test!.Accuracy:P1}"));
/// </code>
/// </example>
public sealed class Trainer<T> : IDisposable
    where T : class, INetwork<T>
{
    private readonly WorkerTeam _team;
    private readonly RecurrentState? _carried;
    private readonly TrainingGroup<T>? _processes;
    private readonly BestEpoch? _best;
    private readonly AveragedParameters? _average;
    private TrainingStep<T>? _step;
    private int[] _order = [];
    private readonly LossProgress[] _progress;
    private TrainingState _state;
    private bool _isTraining;
    private bool _isDisposed;

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
        Options.ClassWeightsOf(T.Info);
        if (Options.CarryState && !T.Info.CarriesState)
            throw new ArgumentException(
                $"{nameof(TrainerOptions.CarryState)} is set, but {T.Info.Name} carries no state from one call to the next.", nameof(options));
        optimizer.Attach(network.Parameters.Layout);
        Network = network;
        Optimizer = optimizer;
        _state = new TrainingState { Seed = Options.Seed, Losses = new LossTotal[T.Info.Losses.Length] };
        _progress = new LossProgress[T.Info.Losses.Length];
        _carried = Options.CarryState ? new CarriedState(T.Info, Options.BatchSize) : null;
        _best = Options.ComparesEpochs ? new BestEpoch(Options, network.Parameters.Layout) : null;
        _average = Options.AverageDecay is { } decay ? new AveragedParameters(network.Parameters.Layout, decay) : null;
        _average?.Begin(network.Parameters);
        if (Options.Group is { Size: > 1 } group)
            _processes = new TrainingGroup<T>(group, network, optimizer, _carried, _best, _average, Options);
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
    /// The epoch, from 1, that did best on the test dataset; 0 before any, and where neither <see cref="TrainerOptions.Patience"/> nor
    /// <see cref="TrainerOptions.KeepBest"/> asks for one.
    /// </summary>
    public int BestEpoch => _best?.Epoch ?? 0;

    /// <summary>Whether training has ended because no epoch did better for <see cref="TrainerOptions.Patience"/> epochs. Training on does nothing
    /// then.</summary>
    public bool HasEndedEarly => _best?.IsExhausted(Epoch) == true;

    /// <summary>
    /// An average of the parameters over the steps (<see cref="TrainerOptions.AverageDecay"/>), which often does better than the parameters themselves: copy it
    /// into a network to use it. null where there is none.
    /// </summary>
    public ParameterSet? Average => _average?.Values;

    /// <summary>
    /// Trains for <paramref name="epochs"/> more epochs. An epoch that was interrupted is the first of them: what is left of it.
    /// </summary>
    /// <param name="training">The examples to learn from: a dataset, or data that make one for every epoch.</param>
    /// <param name="epochs">The number of epochs to add to those that are complete.</param>
    /// <param name="test">Examples to test on after every epoch. Default: none.</param>
    /// <param name="onProgress">Called after every step, and after the checkpoint that is due with it.</param>
    /// <param name="onEpoch">Called after every epoch, its test and its checkpoint.</param>
    /// <param name="cancellationToken">Ends training after the step under way; a checkpoint is written first if there is a path for it.</param>
    /// <exception cref="ArgumentException">A dataset is empty or does not fit the network or the options, or a checkpoint within an epoch was resumed and the
    /// training set has another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or token is none of the network's; the message names the example of the dataset.</exception>
    /// <exception cref="NonFiniteLossException">A step's loss, gradient or update is not finite; parameters and optimizer are those before it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; calling again, or resuming the checkpoint, goes on to the same bits.</exception>
    /// <exception cref="InvalidOperationException">This is called from a handler of the same trainer, or the schedule gives a rate that is no rate.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed of, possibly by a handler.</exception>
    /// <exception cref="ProcessGroupException">The processes of <see cref="TrainerOptions.Group"/> do not do the same, or another one has failed.</exception>
    public void TrainFor(
        TrainingData training,
        int epochs,
        Dataset? test = null,
        TrainingProgressHandler? onProgress = null,
        Action<EpochSummary>? onEpoch = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        Train(training, (int)Math.Min(int.MaxValue, (long)_state.Epoch + epochs), test, onProgress, onEpoch, cancellationToken);
    }

    /// <summary>
    /// Trains until <paramref name="epochs"/> epochs are complete in all, those before a <see cref="Resume"/> and in earlier calls counted: a second call
    /// with the same number does nothing.
    /// </summary>
    /// <param name="training">The examples to learn from: a dataset, or data that make one for every epoch.</param>
    /// <param name="epochs">The number of epochs in all.</param>
    /// <param name="test">Examples to test on after every epoch. Default: none.</param>
    /// <param name="onProgress">Called after every step, and after the checkpoint that is due with it.</param>
    /// <param name="onEpoch">Called after every epoch, its test and its checkpoint.</param>
    /// <param name="cancellationToken">Ends training after the step under way; a checkpoint is written first if there is a path for it.</param>
    /// <exception cref="ArgumentException">A dataset is empty or does not fit the network or the options, or a checkpoint within an epoch was resumed and the
    /// training set has another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or token is none of the network's; the message names the example of the dataset.</exception>
    /// <exception cref="NonFiniteLossException">A step's loss, gradient or update is not finite; parameters and optimizer are those before it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; calling again, or resuming the checkpoint, goes on to the same bits.</exception>
    /// <exception cref="InvalidOperationException">This is called from a handler of the same trainer, or the schedule gives a rate that is no rate.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed of, possibly by a handler.</exception>
    /// <exception cref="ProcessGroupException">The processes of <see cref="TrainerOptions.Group"/> do not do the same, or another one has failed.</exception>
    public void TrainUntil(
        TrainingData training,
        int epochs,
        Dataset? test = null,
        TrainingProgressHandler? onProgress = null,
        Action<EpochSummary>? onEpoch = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        Train(training, epochs, test, onProgress, onEpoch, cancellationToken);
    }

    /// <summary>
    /// Writes parameters, the optimizer's state, carried states and the place in the training to one safetensors file, which appears whole or not at all.
    /// Of a group of processes the first one writes; on the others nothing happens.
    /// </summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <exception cref="InvalidOperationException">A parameter, a part of the optimizer's state or a carried state is not finite; a file that is there is
    /// kept.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Options.Group is { IsFirst: false })
            return;
        Checkpoint.Save(path, T.Info, Network.Parameters, Optimizer, _carried, _best, _average, Options, _state);
    }

    /// <summary>
    /// Goes on from a checkpoint: <see cref="TrainUntil"/> then gives the same bits as a training without interruption. The seed is the
    /// checkpoint's; the learning rate is the optimizer's own and its schedule that of the options, at the checkpoint's epoch or step. Of a group all processes
    /// call this; the first one reads the file, and gives the others what it holds.
    /// </summary>
    /// <param name="path">A file that <see cref="SaveCheckpoint"/> wrote.</param>
    /// <param name="allowDifferences">
    /// Whether to go on although vector width, batch size, shuffling, clipping or what is carried and dropped differ from the checkpoint's, which gives other
    /// bits. States of another batch size are not taken over: the sequences start at 0. Default: false.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is no checkpoint, or one of another network or kind of optimizer, or something differs that gives other bits, or a tensor has a value that is
    /// infinite or not a number. Nothing has changed then.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">This is called from a handler of the same trainer, while it trains.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed of.</exception>
    public void Resume(string path, bool allowDifferences = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ThrowIfDisposed();
        ThrowIfTraining("resume a checkpoint");
        _state = _processes is null ? Load() : _processes.Resume(Load);
        _step = null;

        TrainingState Load() => Checkpoint.Load(path, T.Info, Network.Parameters, Optimizer, _carried, _best, _average, Options, allowDifferences);
    }

    /// <summary>Ends the threads. Checkpoints can still be saved. A training whose handler calls this ends with an <see cref="ObjectDisposedException"/>
    /// before its next step.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _team.Dispose();
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
            throw new ObjectDisposedException($"Trainer<{T.Info.Name}>");
    }

    private void ThrowIfTraining(string what)
    {
        if (_isTraining)
            throw new InvalidOperationException($"A trainer cannot {what} while it trains, from one of its handlers: cancel, and {what} afterwards.");
    }

    private void Train(
        TrainingData training,
        int epochs,
        Dataset? test,
        TrainingProgressHandler? onProgress,
        Action<EpochSummary>? onEpoch,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        ThrowIfDisposed();
        ThrowIfTraining("train");
        if (_processes is null)
            CheckBatches(training);
        _isTraining = true;
        try
        {
            TrainEpochs(training, epochs, test, onProgress, onEpoch, cancellationToken);
        }
        finally
        {
            _isTraining = false;
        }
    }

    private void TrainEpochs(
        TrainingData training,
        int epochs,
        Dataset? test,
        TrainingProgressHandler? onProgress,
        Action<EpochSummary>? onEpoch,
        CancellationToken cancellationToken)
    {
        // Checked even where all epochs are complete.
        var first = _processes is null ? FirstEpochOf(training, test) : AgreedFirstEpochOf(_processes, training, epochs, test);
        while (_state.Epoch < epochs && !HasEndedEarly)
        {
            var dataset = first ?? (_processes is null ? EpochOf(training) : AgreedEpochOf(_processes, training));
            first = null;
            ThrowIfDisposed();
            Prepare(dataset);
            TrainEpoch(dataset, epochs, onProgress, cancellationToken, out var ticks, out var examples);
            var finished = _state;
            _state = _state.NextEpoch();
            _processes?.CheckValues();
            // What came out of the test is a part of the checkpoint.
            var tested = _best is null ? null : Tested(test!);
            _best?.Consider(_state.Epoch, tested!, Network.Parameters);
            // The checkpoint comes before the handler, which may well throw.
            WriteCheckpoint();
            // Whoever is alone in wanting a result needs the others' help.
            if (onEpoch is null && _processes is null)
                continue;
            tested ??= test is null ? null : Tested(test);
            onEpoch?.Invoke(new EpochSummary
            {
                Epoch = _state.Epoch,
                Epochs = epochs,
                TotalSteps = _state.Step,
                Loss = LossTotal.WeightedMean(T.Info.Losses, finished.Losses),
                Losses = [.. T.Info.Losses.Select((loss, i) => new LossSummary(loss.Name, finished.Losses[i].Mean, finished.Losses[i].Score.Accuracy))],
                Accuracy = LossTotal.ScoreOf(finished.Losses).Accuracy,
                ExamplesPerSecond = PerSecond(examples, ticks),
                Duration = TimeSpan.FromSeconds((double)ticks / Stopwatch.Frequency),
                Test = tested,
            });
        }

        _best?.GiveBack(Network.Parameters);
    }

    private Evaluation Tested(Dataset test) => new Evaluator<T>(Network, _team, Options.Group).Evaluate(test, "the test dataset");

    private void CheckCompared(Dataset? test)
    {
        if (_best is null)
            return;
        var option = Options.KeepBest ? nameof(TrainerOptions.KeepBest) : nameof(TrainerOptions.Patience);
        if (test is null)
            throw new ArgumentException($"test is missing, but {option} compares epochs on a test dataset.", nameof(test));
        if (Options.Monitor == Monitored.Accuracy && !new Scoring(T.Info).Applies)
            throw new ArgumentException(
                $"{option} goes by the accuracy, but {T.Info.Name} ends in {T.Info.Loss}, which has none: monitor the loss.", nameof(test));
    }

    private Dataset FirstEpochOf(TrainingData training, Dataset? test)
    {
        var first = EpochOf(training);
        if (test is not null)
            Checked(test, nameof(test));
        CheckCompared(test);
        return first;
    }

    /// <summary>The first epoch's examples, once all processes have them and are sure to do the same.</summary>
    private Dataset AgreedFirstEpochOf(TrainingGroup<T> processes, TrainingData training, int epochs, Dataset? test)
    {
        var (first, failure) = Attempt(() =>
        {
            CheckBatches(training);
            return FirstEpochOf(training, test);
        });
        processes.Begin(in _state, epochs, first?.Count ?? (training as Dataset)?.Count, test, failure);
        return first!;
    }

    private Dataset AgreedEpochOf(TrainingGroup<T> processes, TrainingData training)
    {
        var (dataset, failure) = Attempt(() => EpochOf(training));
        processes.BeginEpoch(dataset?.Count, failure);
        return dataset!;
    }

    private static (Dataset? Dataset, Exception? Failure) Attempt(Func<Dataset> get)
    {
        try
        {
            return (get(), null);
        }
        catch (Exception failure)
        {
            return (null, failure);
        }
    }

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
            throw new ArgumentException(
                "training is laid out so that each batch goes on with the one before, but the trainer shuffles: "
                    + $"set {nameof(TrainerOptions.Shuffle)} to false.",
                nameof(training));
    }

    /// <summary>The examples of the epoch under way, checked.</summary>
    private Dataset EpochOf(TrainingData training)
    {
        var examples = _processes is not null && training is ShardedData sharded
            ? _processes.ShareOf(sharded, in _state)
            : training.ForEpoch(_state.Seed, _state.Epoch);
        var dataset = Checked(examples, nameof(training));
        if (_state.Position > 0 && dataset.Count != _state.Examples)
        {
            throw new ArgumentException(
                $"training has {dataset.Count} examples, but the epoch that is to be continued began with {_state.Examples}.", nameof(training));
        }

        var taken = TakenOf(dataset);
        if (taken == 0)
            throw new ArgumentException($"training has {dataset.Count} examples, which do not fill a batch of {Options.BatchSize}.", nameof(training));
        var last = taken % Options.BatchSize == 0 ? Options.BatchSize : taken % Options.BatchSize;
        if (last < T.Info.LeastBatch)
        {
            throw new ArgumentException(
                $"training has {taken} examples, so that with batches of {Options.BatchSize} the last has {last}, but {T.Info.Name} needs at least "
                    + $"{T.Info.LeastBatch}: of one, each channel of a BatchNorm has a single value, whose variance is 0. Choose another "
                    + $"{nameof(TrainerOptions.BatchSize)}, or set {nameof(TrainerOptions.DropLast)}.",
                nameof(training));
        }

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
        Dataset training, int epochs, TrainingProgressHandler? onProgress, CancellationToken cancellationToken, out long ticks, out int examples)
    {
        Shuffle.FillOrder(_order, Options.Shuffle, _state.Seed, _state.Epoch);
        if (_state.Position == 0)
            _carried?.Reset();
        (ticks, examples) = (0, 0);
        var taken = TakenOf(training);
        var stepsPerEpoch = StepsOf(taken);
        while (_state.Position < taken)
        {
            var stops = cancellationToken.IsCancellationRequested;
            if (stops && _processes is null)
            {
                WriteCheckpoint();
                cancellationToken.ThrowIfCancellationRequested();
            }

            var start = Stopwatch.GetTimestamp();
            var count = Math.Min(Options.StepSize, taken - _state.Position);
            var rate = ScheduledRate();
            ThrowIfDisposed();
            var result = RunStep(count, rate, stops);
            _average?.Add(Network.Parameters);
            _state.Add(in result, count, training.Count);
            examples += count;
            ticks += Stopwatch.GetTimestamp() - start;

            // The checkpoint comes before the handler, which may well throw.
            if (Options.CheckpointEvery is { } every && _state.Step % every == 0)
                WriteCheckpoint();
            for (var i = 0; i < _progress.Length; i++)
            {
                ref readonly var loss = ref _state.Losses[i];
                _progress[i] = new LossProgress(T.Info.Losses[i].Name, loss.Mean, result.Means[i], loss.Score.Accuracy);
            }

            onProgress?.Invoke(new TrainingProgress
            {
                Epoch = _state.Epoch + 1,
                Epochs = epochs,
                Step = StepsOf(_state.Position),
                StepsPerEpoch = stepsPerEpoch,
                TotalSteps = _state.Step,
                ExamplesDone = _state.Position,
                Examples = taken,
                Loss = LossTotal.WeightedMean(T.Info.Losses, _state.Losses),
                Losses = _progress,
                BatchLoss = result.Loss,
                Accuracy = LossTotal.ScoreOf(_state.Losses).Accuracy,
                GradientNorm = result.GradientNorm,
                Rate = rate,
                ExamplesPerSecond = PerSecond(examples, ticks),
            });
            ThrowIfDisposed();
        }
    }

    private int StepsOf(int examples) => (int)((examples + (long)Options.StepSize - 1) / Options.StepSize);

    private StepResult RunStep(int count, double rate, bool stops)
    {
        try
        {
            return _step!.Run(_state.Step, _state.Position, count, rate, stops);
        }
        catch (OperationCanceledException) when (_processes is not null)
        {
            // A process was asked to stop, and all stop before this step; none ends before the checkpoint is there.
            WriteCheckpoint();
            Options.Group!.Barrier();
            throw;
        }
    }

    private double ScheduledRate()
    {
        var rate = Options.Schedule.Rate(Optimizer.Rate, Options.ScheduleUnit == ScheduleUnit.Epoch ? _state.Epoch : _state.Step);
        if (double.IsFinite(rate) && rate >= 0)
            return rate;
        throw new InvalidOperationException(
            $"The schedule gives step {_state.Step + 1} a learning rate of {rate}, but it must be a finite number of at least 0.");
    }

    private static double PerSecond(int examples, long ticks) => ticks == 0 ? 0 : examples * (double)Stopwatch.Frequency / ticks;

    private void WriteCheckpoint()
    {
        if (Options.CheckpointPath is { } path)
            SaveCheckpoint(path);
    }
}
