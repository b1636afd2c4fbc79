namespace StaticNets.Data;

/// <summary>
/// One row of numbers per example, kept in memory in whatever form is compact and handed out as <typeparamref name="T"/>.
/// Copying rows allocates nothing and is safe from many threads.
/// </summary>
/// <typeparam name="T"><see cref="float"/> for values and targets, <see cref="int"/> for labels, tokens and lengths.</typeparam>
public abstract class Column<T>
    where T : unmanaged
{
    private protected Column(int count, int width)
    {
        Count = count;
        Width = width;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of elements in a row.</summary>
    public int Width { get; }

    /// <summary>Copies the chosen rows, one after another.</summary>
    /// <param name="rows">Indices of rows, in any order, repeated or not.</param>
    /// <param name="destination">Receives <c>rows.Length * Width</c> elements.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Copy(ReadOnlySpan<int> rows, Span<T> destination)
    {
        CheckDestination(rows.Length, destination.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), $"rows has index {rows[i]}, but there are {Count} rows.");
            CopyRows(rows[i], destination.Slice(i * Width, Width));
        }
    }

    /// <summary>Copies consecutive rows.</summary>
    /// <param name="first">The index of the first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="destination">Receives <c>count * Width</c> elements.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    public void Copy(int first, int count, Span<T> destination)
    {
        Ranges.Check(first, count, Count);
        CheckDestination(count, destination.Length);
        CopyRows(first, destination);
    }

    /// <summary>The numbers of rows and of elements in one.</summary>
    public override string ToString() => $"{FigureText.Count(Count, "row", "rows")} of {Width}";

    /// <summary>Consecutive rows as a column of their own, which shares this one's memory.</summary>
    /// <param name="first">The index of the first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    public Column<T> Slice(int first, int count)
    {
        Ranges.Check(first, count, Count);
        return new SlicedColumn<T>(this, first, count);
    }

    /// <summary>Copies rows from <paramref name="first"/> on until the destination is full; both were checked.</summary>
    internal abstract void CopyRows(int first, Span<T> destination);

    private void CheckDestination(int rows, int length)
    {
        if (length != (long)rows * Width)
        {
            throw new ArgumentException(
                $"destination has {length} elements, but {rows} rows of {Width} need {(long)rows * Width}.", "destination");
        }
    }
}
