using StaticNets.Data;

namespace StaticNets;

/// <summary>The examples one thread works on, copied out of a dataset's columns.</summary>
internal sealed class ExampleBuffer
{
    private readonly NetworkInfo _network;
    private readonly float[][] _values;
    private readonly int[][] _tokens;
    private readonly int[][] _lengths;
    private readonly int[][] _labels;
    private readonly float[][] _targets;
    private readonly float[][] _scored;
    private readonly float[] _output;
    private readonly ExamplePlaces _places;

    /// <summary>Makes room.</summary>
    /// <param name="network">The network that the examples are for.</param>
    /// <param name="dataset">A dataset that fits the network; others of the same columns can be loaded as well.</param>
    /// <param name="capacity">The most examples at a time.</param>
    /// <param name="scores">Whether there is room for what is compared with classes: the network's output, and what enters losses that it does not
    /// enter.</param>
    /// <param name="name">What messages call the dataset.</param>
    public ExampleBuffer(NetworkInfo network, Dataset dataset, int capacity, bool scores, string name = "the dataset")
    {
        _network = network;
        Capacity = capacity;
        var inputs = network.Inputs.Length;
        (_values, _tokens, _lengths) = (new float[inputs][], new int[inputs][], new int[inputs][]);
        for (var i = 0; i < inputs; i++)
        {
            var input = network.Inputs[i];
            _values[i] = input.Kind == InputKind.Values ? new float[checked(capacity * input.Size)] : [];
            _tokens[i] = input.Kind == InputKind.Tokens ? new int[checked(capacity * input.Size)] : [];
            _lengths[i] = input.HasLengths ? new int[capacity] : [];
        }

        _labels = [.. dataset.LossTargets.Select(target => target.Labels is null ? [] : new int[checked(capacity * target.Width)])];
        _targets = [.. dataset.LossTargets.Select(target => target.Values is null ? [] : new float[checked(capacity * target.Width)])];
        _scored =
        [
            .. network.Losses.Select(loss => scores && loss is { IsOfOutput: false, Classes: > 0 }
                ? new float[checked(capacity * Shapes.Size(loss.InputShape))]
                : []),
        ];
        _places = new ExamplePlaces(name, capacity);
        _output = scores ? new float[checked(capacity * network.OutputSize)] : [];
    }

    /// <summary>The most examples at a time.</summary>
    public int Capacity { get; }

    /// <summary>Copies the chosen examples in and describes them as a batch.</summary>
    /// <param name="dataset">The examples.</param>
    /// <param name="rows">Which.</param>
    /// <param name="chain">What the batch is extended with, where the network takes more than one has places for.</param>
    public Batch Load(Dataset dataset, ReadOnlySpan<int> rows, ref BatchChain chain)
    {
        var count = rows.Length;
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = dataset.Inputs[i];
            input.Values?.Copy(rows, _values[i].AsSpan(0, count * input.Width));
            input.Tokens?.Copy(rows, _tokens[i].AsSpan(0, count * input.Width));
            input.Lengths?.Copy(rows, _lengths[i].AsSpan(0, count));
        }

        for (var i = 0; i < dataset.LossTargets.Length; i++)
        {
            var target = dataset.LossTargets[i];
            target.Labels?.Copy(rows, _labels[i].AsSpan(0, count * target.Width));
            target.Values?.Copy(rows, _targets[i].AsSpan(0, count * target.Width));
        }

        _places.Set(rows);
        return Describe(dataset, count, ref chain);
    }

    /// <summary>Copies consecutive examples in and describes them as a batch.</summary>
    public Batch Load(Dataset dataset, int first, int count, ref BatchChain chain)
    {
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = dataset.Inputs[i];
            input.Values?.Copy(first, count, _values[i].AsSpan(0, count * input.Width));
            input.Tokens?.Copy(first, count, _tokens[i].AsSpan(0, count * input.Width));
            input.Lengths?.Copy(first, count, _lengths[i].AsSpan(0, count));
        }

        for (var i = 0; i < dataset.LossTargets.Length; i++)
        {
            var target = dataset.LossTargets[i];
            target.Labels?.Copy(first, count, _labels[i].AsSpan(0, count * target.Width));
            target.Values?.Copy(first, count, _targets[i].AsSpan(0, count * target.Width));
        }

        _places.Set(first, count);
        return Describe(dataset, count, ref chain);
    }

    /// <summary>The examples that were copied in last, as a batch.</summary>
    public Batch Describe(Dataset dataset, int count, ref BatchChain chain)
    {
        var batch = default(Batch);
        chain.Extend(ref batch, _network.Batches);
        batch.Count = count;
        batch.Places = _places;
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = dataset.Inputs[i];
            if (input.Tokens is not null)
                batch.SetTokens(i, _tokens[i].AsSpan(0, count * input.Width));
            else
                batch.SetValues(i, _values[i].AsSpan(0, count * input.Width));
            if (input.Lengths is not null)
                batch.SetLengths(i, _lengths[i].AsSpan(0, count));
        }

        for (var i = 0; i < dataset.LossTargets.Length && i < _network.Batches; i++)
        {
            var target = dataset.LossTargets[i];
            if (target.Labels is not null)
                batch.SetLabels(i, _labels[i].AsSpan(0, count * target.Width));
            else
                batch.SetTargets(i, _targets[i].AsSpan(0, count * target.Width));
        }

        for (var i = 0; i < _scored.Length; i++)
        {
            if (_scored[i].Length > 0)
                batch.SetScored(i, _scored[i].AsSpan(0, count * Shapes.Size(_network.Losses[i].InputShape)));
        }

        if (_output.Length > 0)
            batch.Output = _output.AsSpan(0, count * _network.OutputSize);
        return batch;
    }
}
