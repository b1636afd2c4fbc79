namespace StaticNets;

/// <summary>Where the examples of a batch stand in the dataset they were taken from, for messages.</summary>
/// <param name="dataset">The dataset, in words.</param>
/// <param name="capacity">The most examples of a batch.</param>
internal sealed class ExamplePlaces(string dataset, int capacity)
{
    private readonly int[] _rows = new int[capacity];

    /// <summary>The examples are these rows.</summary>
    public void Set(ReadOnlySpan<int> rows) => rows.CopyTo(_rows);

    /// <summary>The examples are consecutive rows.</summary>
    public void Set(int first, int count)
    {
        for (var i = 0; i < count; i++)
            _rows[i] = first + i;
    }

    /// <summary>An example of the batch, in words.</summary>
    public string this[int example] => $"example {_rows[example]} of {dataset}";
}
