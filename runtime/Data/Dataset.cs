using System.Collections.Immutable;

namespace StaticNets.Data;

/// <summary>
/// Examples in memory: a column for each input of a network, and labels or targets. Rows are copied out of the columns,
/// any batch in any order, without allocation and from any thread.
/// </summary>
/// <example>
/// <code>
/// var images = IdxFile.Read("train-images-idx3-ubyte.gz");
/// var labels = IdxFile.Read("train-labels-idx1-ubyte.gz");
/// var dataset = new Dataset([Column.OfBytes(images.Values, 28 * 28)], Column.OfIndices(labels.Values));
/// </code>
/// </example>
public sealed class Dataset : TrainingData
{
    /// <summary>Examples without labels or targets, to run a network on.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <exception cref="ArgumentException">There is no input, or not all have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs)
        : this(inputs, null, null)
    {
    }

    /// <summary>Examples with class indices, for <see cref="SoftmaxCrossEntropyAttribute"/>.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <param name="labels">A class, or a class per step, for each example.</param>
    /// <exception cref="ArgumentException">There is no input, or not all columns have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs, Column<int> labels)
        : this(inputs, labels ?? throw new ArgumentNullException(nameof(labels)), null)
    {
    }

    /// <summary>Examples with targets, for <see cref="MeanSquaredErrorAttribute"/> and <see cref="BinaryCrossEntropyAttribute"/>.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <param name="targets">For each example, a target of the shape of the network's output.</param>
    /// <exception cref="ArgumentException">There is no input, or not all columns have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs, Column<float> targets)
        : this(inputs, null, targets ?? throw new ArgumentNullException(nameof(targets)))
    {
    }

    private Dataset(ImmutableArray<DatasetInput> inputs, Column<int>? labels, Column<float>? targets)
    {
        if (inputs.IsDefaultOrEmpty)
            throw new ArgumentException("inputs is empty, but at least one input is needed.", nameof(inputs));
        Inputs = inputs;
        Labels = labels;
        Targets = targets;
        Count = inputs[0].Count;
        for (var input = 1; input < inputs.Length; input++)
            CheckCount(inputs[input].Count, nameof(inputs));
        CheckCount(labels?.Count ?? Count, nameof(labels));
        CheckCount(targets?.Count ?? Count, nameof(targets));
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The inputs in order of declaration.</summary>
    public ImmutableArray<DatasetInput> Inputs { get; }

    /// <summary>The classes; null without labels.</summary>
    public Column<int>? Labels { get; }

    /// <summary>The targets; null without targets.</summary>
    public Column<float>? Targets { get; }

    /// <summary>This dataset, whatever the epoch.</summary>
    public override Dataset ForEpoch(ulong seed, int epoch) => this;

    /// <summary>Consecutive examples as a dataset of their own, which shares this one's memory.</summary>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such examples.</exception>
    public Dataset Slice(int first, int count)
    {
        Ranges.Check(first, count, Count);
        var inputs = ImmutableArray.CreateBuilder<DatasetInput>(Inputs.Length);
        foreach (var input in Inputs)
            inputs.Add(input.Slice(first, count));
        return new Dataset(inputs.MoveToImmutable(), Labels?.Slice(first, count), Targets?.Slice(first, count));
    }

    /// <summary>Checks that a network can run on these examples.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">Number, kind or size of the inputs differ from what the network declares.</exception>
    public void CheckInputs(NetworkInfo network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Inputs.Length != network.Inputs.Length)
            throw Misfit($"the dataset has {Inputs.Length} inputs, but {network.Name} has {network.Inputs.Length}.");
        for (var i = 0; i < Inputs.Length; i++)
        {
            var (input, declared) = (Inputs[i], network.Inputs[i]);
            if ((input.Tokens is not null) != (declared.Kind == InputKind.Tokens))
                throw Misfit($"input {i} of the dataset holds {(input.Tokens is null ? "values" : "tokens")}, but {network.Name} declares {declared}.");
            if (input.Width != declared.Size)
                throw Misfit($"input {i} of the dataset has {input.Width} elements per example, but {network.Name} declares {declared}: {declared.Size}.");
            if ((input.Lengths is not null) != declared.HasLengths)
            {
                throw Misfit(declared.HasLengths
                    ? $"input {i} of the dataset has no lengths, but {network.Name} declares {declared} with Lengths = true."
                    : $"input {i} of the dataset has lengths, but {network.Name} declares {declared} without Lengths = true.");
            }
        }
    }

    /// <summary>Checks that the network's loss can be computed on these examples.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">The network has no loss, or the labels or targets it needs are missing or of another size.</exception>
    public void CheckTargets(NetworkInfo network)
    {
        ArgumentNullException.ThrowIfNull(network);
        switch (network.Loss)
        {
            case LossKind.None:
                throw Misfit($"{network.Name} has no loss.");
            case LossKind.SoftmaxCrossEntropy:
                CheckWidth(Labels?.Width, "labels", network, network.OutputSize / network.OutputShape[^1]);
                break;
            default:
                CheckWidth(Targets?.Width, "targets", network, network.OutputSize);
                break;
        }
    }

    private static void CheckWidth(int? width, string column, NetworkInfo network, int needed)
    {
        if (width is null)
            throw Misfit($"the dataset has no {column}, but the {network.Loss} of {network.Name} needs {needed} per example.");
        if (width != needed)
            throw Misfit($"the dataset has {width} {column} per example, but the {network.Loss} of {network.Name} needs {needed}.");
    }

    private static ArgumentException Misfit(string message) => new(message, "network");

    private void CheckCount(int count, string argument)
    {
        if (count != Count)
            throw new ArgumentException($"{argument} has a column of {count} examples, but the first input has {Count}.", argument);
    }
}
