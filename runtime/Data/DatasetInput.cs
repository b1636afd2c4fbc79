namespace StaticNets.Data;

/// <summary>What a dataset holds for one input of a network: a column of values or one of tokens, and perhaps lengths.</summary>
public sealed class DatasetInput
{
    /// <summary>An input of numbers.</summary>
    /// <param name="values">A row per example, in row-major order of the input's shape.</param>
    /// <param name="lengths">The number of steps of each example, for an input declared with <c>Lengths = true</c>.</param>
    public DatasetInput(Column<float> values, Column<int>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        Lengths = lengths;
        Count = values.Count;
        Width = values.Width;
        CheckLengths();
    }

    /// <summary>An input of tokens.</summary>
    /// <param name="tokens">A row of token indices per example.</param>
    /// <param name="lengths">The number of tokens of each example, for an input declared with <c>Lengths = true</c>.</param>
    public DatasetInput(Column<int> tokens, Column<int>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Tokens = tokens;
        Lengths = lengths;
        Count = tokens.Count;
        Width = tokens.Width;
        CheckLengths();
    }

    /// <summary>The values; null for an input of tokens.</summary>
    public Column<float>? Values { get; }

    /// <summary>The tokens; null for an input of values.</summary>
    public Column<int>? Tokens { get; }

    /// <summary>The number of steps of each example; null if all are full.</summary>
    public Column<int>? Lengths { get; }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The number of elements of one example.</summary>
    public int Width { get; }

    /// <summary>An input of numbers without lengths.</summary>
    /// <param name="values">A row per example.</param>
    public static implicit operator DatasetInput(Column<float> values) => new(values);

    /// <summary>An input of tokens without lengths.</summary>
    /// <param name="tokens">A row per example.</param>
    public static implicit operator DatasetInput(Column<int> tokens) => new(tokens);

    /// <summary>What one example has.</summary>
    public override string ToString() => (Tokens is null ? FigureText.Count(Width, "value", "values") : FigureText.Count(Width, "token", "tokens"))
        + (Lengths is null ? "" : " with lengths");

    /// <summary>The input of some examples.</summary>
    internal DatasetInput OfRows(IRowChoice rows)
    {
        var lengths = Lengths is null ? null : rows.Of(Lengths);
        return Values is not null ? new(rows.Of(Values), lengths) : new(rows.Of(Tokens!), lengths);
    }

    internal DatasetInput Spread(int[] places)
    {
        var lengths = Lengths is null ? null : new ShareColumn<int>(Lengths, places);
        return Values is not null ? new(new ShareColumn<float>(Values, places), lengths) : new(new ShareColumn<int>(Tokens!, places), lengths);
    }

    private void CheckLengths()
    {
        if (Lengths is not null && (Lengths.Count != Count || Lengths.Width != 1))
        {
            throw new ArgumentException(
                $"lengths has {Lengths.Count} rows of {Lengths.Width}, but the {Count} examples need one length each.", "lengths");
        }
    }
}
