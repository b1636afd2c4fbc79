using StaticNets.Data;

namespace StaticNets;

/// <summary>
/// Runs a network over many examples on several threads: loss and accuracy on a dataset, or predictions. The results have the same bits on any number of
/// threads. Not for use by several threads at once.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
public sealed class Evaluator<T> : IDisposable
    where T : class, INetwork<T>
{
    /// <summary>Examples that one thread takes at a time. A constant, because the loss is added up by them.</summary>
    internal const int ShardExamples = 128;

    private readonly WorkerTeam _team;
    private readonly ProcessGroup? _group;
    private readonly bool _ownsTeam;
    private PredictionWork<T>? _prediction;
    private bool _isDisposed;

    /// <summary>Makes an evaluator and starts its threads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The number of threads with the calling one. Default: the number of processors.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public Evaluator(T network, int? threads = null)
        : this(network, new WorkerTeam(threads ?? Environment.ProcessorCount)) => _ownsTeam = true;

    /// <summary>
    /// Makes an evaluator whose <see cref="Evaluate(Dataset, CancellationToken)"/> is shared out among the processes of a group: all of them call it, with the
    /// same network and examples, and all get the result, which has the bits of a single process. What else it computes, each process computes for itself.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="group">The processes.</param>
    /// <param name="threads">The number of threads of this process with the calling one. Default: the number of processors.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public Evaluator(T network, ProcessGroup group, int? threads = null)
        : this(network, new WorkerTeam(threads ?? Environment.ProcessorCount), group)
    {
        ArgumentNullException.ThrowIfNull(group);
        _ownsTeam = true;
    }

    internal Evaluator(T network, WorkerTeam team, ProcessGroup? group = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        _team = team;
        _group = group is { Size: > 1 } ? group : null;
    }

    /// <summary>The network.</summary>
    public T Network { get; }

    /// <summary>Computes loss, accuracy and predictions on a dataset, in inference mode (without dropout).</summary>
    /// <param name="dataset">Examples with labels or targets; at least one.</param>
    /// <param name="cancellationToken">Ends the evaluation after the examples under way.</param>
    /// <exception cref="ArgumentException">The dataset is empty or does not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or token is none of the network's; the message names the example of the dataset.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The evaluator was disposed of.</exception>
    public Evaluation Evaluate(Dataset dataset, CancellationToken cancellationToken = default) => Evaluate(dataset, "the dataset", cancellationToken);

    internal Evaluation Evaluate(Dataset dataset, string name, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        CheckInputs(dataset);
        dataset.CheckTargets(T.Info, nameof(dataset));
        if (dataset.Count == 0)
            throw new ArgumentException("dataset has no examples.", nameof(dataset));
        var work = new EvaluationWork<T>(Network, dataset, name, _team.Threads, _group, cancellationToken);
        if (_group is null)
            _team.Run(work, work.OwnShards);
        else
            work.RunInGroup(_team, _group);
        return work.Result();
    }

    /// <summary>
    /// Compares the probabilities of classes with the labels: top-k accuracy, F1 and the area under the curve, besides what <see cref="Evaluate(Dataset,
    /// CancellationToken)"/> gives. The examples are run twice.
    /// </summary>
    /// <param name="dataset">Examples with labels or targets; at least one.</param>
    /// <exception cref="ArgumentException">The dataset is empty or does not fit the network, or its loss is not over classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or token is none of the network's; the message names the example of the dataset.</exception>
    /// <exception cref="ObjectDisposedException">The evaluator was disposed of.</exception>
    public ClassificationMetrics EvaluateClasses(Dataset dataset)
    {
        var scoring = ScoringOfClasses();
        var truths = Evaluate(dataset).Truths;
        return new ClassificationMetrics(Probabilities(dataset), truths, scoring.Classes, T.Info.Loss == LossKind.BinaryCrossEntropy);
    }

    /// <summary>Computes the network's output, which is what enters its loss if it has one.</summary>
    /// <param name="dataset">The examples; labels and targets are not looked at.</param>
    /// <returns>Each example's output in row-major order, one after another.</returns>
    /// <exception cref="ArgumentException">The dataset's inputs do not fit the network.</exception>
    public float[] Outputs(Dataset dataset)
    {
        ThrowIfDisposed();
        CheckInputs(dataset);
        var size = (long)dataset.Count * T.Info.OutputSize;
        if (size > Array.MaxLength)
            throw new ArgumentException(
                $"dataset has {dataset.Count} examples, whose {size} outputs are more than an array holds: compute those of slices of it.", nameof(dataset));
        var outputs = new float[size];
        var work = new OutputWork<T>(Network, dataset, _team.Threads, outputs);
        _team.Run(work, work.Shards);
        return outputs;
    }

    /// <summary>Predicts the most probable class of each example (or of each of its steps).</summary>
    /// <param name="dataset">The examples; labels are not looked at.</param>
    /// <exception cref="ArgumentException">The dataset's inputs do not fit the network, or its loss is not over classes.</exception>
    public int[] Predict(Dataset dataset)
    {
        var scoring = ScoringOfClasses();
        var outputs = Outputs(dataset);
        var classes = new int[checked(dataset.Count * scoring.Width)];
        scoring.Predict(outputs, classes);
        return classes;
    }

    /// <summary>
    /// Computes the probability of each class: the softmax of the logits, or their sigmoid for a network that ends in binary cross-entropy.
    /// </summary>
    /// <param name="dataset">The examples; labels are not looked at.</param>
    /// <returns>As many numbers as the network has outputs for each example, one example after another.</returns>
    /// <exception cref="ArgumentException">The dataset's inputs do not fit the network, or its loss is not over classes.</exception>
    public float[] Probabilities(Dataset dataset)
    {
        var scoring = ScoringOfClasses();
        var outputs = Outputs(dataset);
        LogitProbabilities.Compute(scoring.Loss, outputs);
        return outputs;
    }

    /// <summary>Predicts the most probable class of each example of a network with one input of values. Allocates nothing once warm.</summary>
    /// <param name="input">The examples one after another, each in row-major order.</param>
    /// <param name="classes">Receives the class of each example, or of each of its steps.</param>
    /// <param name="probabilities">Receives the probabilities, as <see cref="Probabilities"/> gives them. Default: not wanted.</param>
    /// <exception cref="ArgumentException">A span has the wrong length, or the network has other inputs or a loss that is not over classes.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<int> classes, Span<float> probabilities = default)
    {
        ThrowIfDisposed();
        var info = T.Info;
        _prediction ??= new PredictionWork<T>(Network, ScoringOfClasses(), _team.Threads);
        if (info.Inputs.Length != 1 || info.Inputs[0].Kind != InputKind.Values || info.Inputs[0].HasLengths)
            throw new ArgumentException($"{info.Name} has other inputs than one of values without lengths: predict a dataset instead.", nameof(input));
        var size = info.Inputs[0].Size;
        var count = input.Length / size;
        if (input.Length % size != 0)
            throw new ArgumentException($"input has {input.Length} elements, but examples of {info.Inputs[0]} need a multiple of {size}.", nameof(input));
        if (classes.Length != (long)count * _prediction.Width)
            throw new ArgumentException(
                $"classes has {classes.Length} elements, but {count} examples need {(long)count * _prediction.Width}.", nameof(classes));
        if (!probabilities.IsEmpty && probabilities.Length != (long)count * info.OutputSize)
            throw new ArgumentException(
                $"probabilities has {probabilities.Length} elements, but {count} examples need {(long)count * info.OutputSize}.", nameof(probabilities));
        _prediction.Run(_team, count, input, classes, probabilities);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (_ownsTeam)
            _team.Dispose();
    }

    /// <summary>The network's name and the number of threads.</summary>
    public override string ToString() => $"evaluator of {T.Info.Name} on {FigureText.Count(_team.Threads, "thread", "threads")}";

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
            throw new ObjectDisposedException($"Evaluator<{T.Info.Name}>");
    }

    private static void CheckInputs(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.CheckInputs(T.Info, nameof(dataset));
    }

    private static Scoring ScoringOfClasses()
        => Scoring.OfOutput(T.Info) ?? throw LogitProbabilities.NoClasses(T.Info, "network");
}
