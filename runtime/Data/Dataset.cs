using System.Collections.Immutable;

namespace StaticNets.Data;

/// <summary>
/// Examples in memory: a column for each input of a network, and labels or targets for each of its losses. Rows are copied out of the columns,
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
        : this(inputs, [])
    {
    }

    /// <summary>Examples with class indices, for <see cref="SoftmaxCrossEntropyAttribute"/>.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <param name="labels">A class, or a class per step, for each example.</param>
    /// <exception cref="ArgumentException">There is no input, or not all columns have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs, Column<int> labels)
        : this(inputs, labels is null ? throw new ArgumentNullException(nameof(labels)) : [new DatasetTarget(labels)], nameof(labels))
    {
    }

    /// <summary>Examples with targets, for <see cref="MeanSquaredErrorAttribute"/> and <see cref="BinaryCrossEntropyAttribute"/>.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <param name="targets">For each example, a target of the shape of the network's output.</param>
    /// <exception cref="ArgumentException">There is no input, or not all columns have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs, Column<float> targets)
        : this(inputs, targets is null ? throw new ArgumentNullException(nameof(targets)) : [new DatasetTarget(targets)], nameof(targets))
    {
    }

    /// <summary>Examples for a network with several losses.</summary>
    /// <param name="inputs">The network's inputs in order of declaration.</param>
    /// <param name="targets">Labels or targets for each of its losses, in order of declaration.</param>
    /// <exception cref="ArgumentException">There is no input, or not all columns have as many examples.</exception>
    public Dataset(ImmutableArray<DatasetInput> inputs, ImmutableArray<DatasetTarget> targets)
        : this(inputs, targets, nameof(targets))
    {
    }

    private Dataset(ImmutableArray<DatasetInput> inputs, ImmutableArray<DatasetTarget> targets, string argument)
    {
        if (inputs.IsDefaultOrEmpty)
            throw new ArgumentException("inputs is empty, but at least one input is needed.", nameof(inputs));
        for (var input = 0; input < inputs.Length; input++)
        {
            if (inputs[input] is null)
                throw new ArgumentException($"inputs has null as input {input}, but columns are needed.", nameof(inputs));
        }

        Inputs = inputs;
        LossTargets = targets.IsDefault ? [] : targets;
        Count = inputs[0].Count;
        for (var input = 1; input < inputs.Length; input++)
            CheckCount(inputs[input].Count, nameof(inputs));
        for (var loss = 0; loss < LossTargets.Length; loss++)
        {
            if (LossTargets[loss] is null)
                throw new ArgumentException($"{argument} has null for loss {loss}, but columns are needed.", argument);
            CheckCount(LossTargets[loss].Count, argument);
        }
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The inputs in order of declaration.</summary>
    public ImmutableArray<DatasetInput> Inputs { get; }

    /// <summary>Labels or targets for each loss, in order of declaration; empty without.</summary>
    public ImmutableArray<DatasetTarget> LossTargets { get; }

    /// <summary>The classes of the first loss; null without labels.</summary>
    public Column<int>? Labels => LossTargets.IsEmpty ? null : LossTargets[0].Labels;

    /// <summary>The targets of the first loss; null without targets.</summary>
    public Column<float>? Targets => LossTargets.IsEmpty ? null : LossTargets[0].Values;

    /// <summary>Whether a process of a group has only the examples it computes, beside the places of all.</summary>
    internal bool IsShare { get; init; }

    /// <summary>This dataset, whatever the epoch.</summary>
    public override Dataset ForEpoch(ulong seed, int epoch) => this;

    /// <summary>Consecutive examples as a dataset of their own, which shares this one's memory.</summary>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such examples.</exception>
    public Dataset Slice(int first, int count)
    {
        Ranges.Check(first, count, Count);
        return OfRows(new RowRange(first, count));
    }

    /// <summary>Some examples as a dataset of their own, which shares this one's memory.</summary>
    /// <param name="rows">Their indices, in any order, repeated or not.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public Dataset Select(params ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"rows has index {row}, but there are {Count} examples.");
        }

        return OfRows(new RowList(rows.ToArray()));
    }

    /// <summary>A dataset of more rows, of which these are some.</summary>
    /// <param name="places">For each row which of these it is, or -1.</param>
    internal Dataset Spread(int[] places) => OfRows(new SpreadRows(places), isShare: true);

    /// <summary>This dataset with other values as its first input, whose lengths stay.</summary>
    internal Dataset WithFirstInput(Column<float> values) => new(Inputs.SetItem(0, new DatasetInput(values, Inputs[0].Lengths)), LossTargets);

    /// <summary>All that a dataset has, for some of its examples.</summary>
    private Dataset OfRows(IRowChoice rows, bool isShare = false)
        => new([.. Inputs.Select(input => input.OfRows(rows))], [.. LossTargets.Select(target => target.OfRows(rows))]) { IsShare = isShare };

    /// <summary>The number of examples and what one consists of.</summary>
    public override string ToString()
    {
        var text = $"{FigureText.Count(Count, "example", "examples")}: {string.Join(" and ", Inputs)}";
        return LossTargets.IsEmpty ? text : $"{text}, {string.Join(" and ", LossTargets)}";
    }

    /// <summary>Checks that a network can run on these examples.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">Number, kind or size of the inputs differ from what the network declares.</exception>
    public void CheckInputs(NetworkInfo network) => CheckInputs(network, null);

    /// <summary>Checks that the network's losses can be computed on these examples.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">The network has no loss, or the labels or targets it needs are missing or of another size.</exception>
    public void CheckTargets(NetworkInfo network) => CheckTargets(network, null);

    /// <summary>Checks that a network can run on these examples, which were given as <paramref name="argument"/>.</summary>
    internal void CheckInputs(NetworkInfo network, string? argument)
    {
        ArgumentNullException.ThrowIfNull(network);
        var dataset = argument ?? "the dataset";
        if (Inputs.Length != network.Inputs.Length)
            throw new ArgumentException($"{dataset} has {Inputs.Length} inputs, but {network.Name} has {network.Inputs.Length}.", argument);
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (Misfit(Inputs[i], network.Inputs[i]) is var (has, needs))
                throw new ArgumentException($"{dataset} has {has} as input {i}, but {network.Name} needs {needs} as its '{network.Inputs[i].Name}'.", argument);
        }
    }

    /// <summary>Checks that the network's losses can be computed on these examples, which were given as <paramref name="argument"/>.</summary>
    internal void CheckTargets(NetworkInfo network, string? argument)
    {
        ArgumentNullException.ThrowIfNull(network);
        var dataset = argument ?? "the dataset";
        // Not the dataset is at fault here.
        if (network.Losses.IsEmpty)
            throw new ArgumentException($"{network.Name} has no loss.", argument is null ? nameof(network) : null);
        if (network.Losses.Length > 1 && LossTargets.Length != network.Losses.Length)
        {
            throw new ArgumentException(
                $"{dataset} has labels or targets for {FigureText.Count(LossTargets.Length, "loss", "losses")}, but {network.Name} has "
                    + $"{network.Losses.Length}: {string.Join(", ", network.Losses.Select(loss => loss.Name))}.",
                argument);
        }

        for (var i = 0; i < network.Losses.Length; i++)
            CheckTarget(network, i, dataset, argument);
    }

    private void CheckTarget(NetworkInfo network, int index, string dataset, string? argument)
    {
        var loss = network.Losses[index];
        var target = index < LossTargets.Length ? LossTargets[index] : null;
        int? width = target is null || (target.Labels is not null) != loss.TakesLabels ? null : target.Width;
        if (width != loss.TargetSize)
        {
            var column = loss.TargetsText;
            var which = network.Losses.Length == 1 ? $"{loss.Kind}" : $"{loss.Kind} '{loss.Name}'";
            throw new ArgumentException(
                $"{dataset} has {(width is null ? $"no {column}" : $"{width} {column} per example")}, but the {which} of {network.Name} needs "
                    + $"{loss.TargetSize}{(width is null ? " per example" : "")}.",
                argument);
        }
    }

    /// <summary>What an input is and what is needed instead; null if it is that.</summary>
    private static (string Has, string Needs)? Misfit(DatasetInput input, InputInfo declared)
    {
        var kind = input.Tokens is null ? InputKind.Values : InputKind.Tokens;
        if (kind != declared.Kind || input.Width != declared.Size)
        {
            var shape = declared.Shape.Length > 1 ? $" ({Shapes.Text(declared.Shape)})" : "";
            return (Elements(input.Width, kind), $"{Elements(declared.Size, declared.Kind)}{shape}");
        }

        if ((input.Lengths is not null) == declared.HasLengths)
            return null;
        return declared.HasLengths
            ? ("examples without lengths", "examples with lengths (Lengths = true)")
            : ("examples with lengths", "examples without (no Lengths = true)");
    }

    private static string Elements(int count, InputKind kind) => (count, kind) switch
    {
        (1, InputKind.Tokens) => "1 token per example",
        (1, _) => "1 value per example",
        (_, InputKind.Tokens) => $"{count} tokens per example",
        _ => $"{count} values per example",
    };

    private void CheckCount(int count, string argument)
    {
        if (count != Count)
            throw new ArgumentException($"{argument} has a column of {count} examples, but the first input has {Count}.", argument);
    }
}
