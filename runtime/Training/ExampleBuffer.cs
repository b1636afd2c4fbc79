using StaticNets.Data;

namespace StaticNets;

/// <summary>The examples one thread works on, copied out of a dataset's columns.</summary>
internal sealed class ExampleBuffer
{
    private readonly NetworkInfo _network;
    private readonly float[][] _values;
    private readonly int[][] _tokens;
    private readonly int[][] _lengths;
    private readonly int[] _labels;
    private readonly float[] _targets;
    private readonly float[] _output;
    private readonly ExamplePlaces _places;

    /// <summary>Makes room.</summary>
    /// <param name="network">The network that the examples are for.</param>
    /// <param name="dataset">A dataset that fits the network; others of the same columns can be loaded as well.</param>
    /// <param name="capacity">The most examples at a time.</param>
    /// <param name="output">Whether there is room for the network's output.</param>
    /// <param name="name">What messages call the dataset.</param>
    public ExampleBuffer(NetworkInfo network, Dataset dataset, int capacity, bool output, string name = "the dataset")
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

        _labels = dataset.Labels is null ? [] : new int[checked(capacity * dataset.Labels.Width)];
        _targets = dataset.Targets is null ? [] : new float[checked(capacity * dataset.Targets.Width)];
        _places = new ExamplePlaces(name, capacity);
        _output = output ? new float[checked(capacity * network.OutputSize)] : [];
    }

    /// <summary>The most examples at a time.</summary>
    public int Capacity { get; }

    /// <summary>Copies the chosen examples in and describes them as a batch.</summary>
    public Batch Load(Dataset dataset, ReadOnlySpan<int> rows)
    {
        var count = rows.Length;
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = dataset.Inputs[i];
            input.Values?.Copy(rows, _values[i].AsSpan(0, count * input.Width));
            input.Tokens?.Copy(rows, _tokens[i].AsSpan(0, count * input.Width));
            input.Lengths?.Copy(rows, _lengths[i].AsSpan(0, count));
        }

        dataset.Labels?.Copy(rows, _labels.AsSpan(0, count * dataset.Labels.Width));
        _places.Set(rows);
        dataset.Targets?.Copy(rows, _targets.AsSpan(0, count * dataset.Targets.Width));
        return Describe(dataset, count);
    }

    /// <summary>Copies consecutive examples in and describes them as a batch.</summary>
    public Batch Load(Dataset dataset, int first, int count)
    {
        for (var i = 0; i < dataset.Inputs.Length; i++)
        {
            var input = dataset.Inputs[i];
            input.Values?.Copy(first, count, _values[i].AsSpan(0, count * input.Width));
            input.Tokens?.Copy(first, count, _tokens[i].AsSpan(0, count * input.Width));
            input.Lengths?.Copy(first, count, _lengths[i].AsSpan(0, count));
        }

        dataset.Labels?.Copy(first, count, _labels.AsSpan(0, count * dataset.Labels.Width));
        _places.Set(first, count);
        dataset.Targets?.Copy(first, count, _targets.AsSpan(0, count * dataset.Targets.Width));
        return Describe(dataset, count);
    }

    /// <summary>The examples that were copied in last, as a batch.</summary>
    public Batch Describe(Dataset dataset, int count)
    {
        var batch = default(Batch);
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

        if (dataset.Labels is not null)
            batch.Labels = _labels.AsSpan(0, count * dataset.Labels.Width);
        if (dataset.Targets is not null)
            batch.Targets = _targets.AsSpan(0, count * dataset.Targets.Width);
        if (_output.Length > 0)
            batch.Output = _output.AsSpan(0, count * _network.OutputSize);
        return batch;
    }
}
