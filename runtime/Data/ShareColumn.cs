namespace StaticNets.Data;

/// <summary>The rows of a column of which only some are there.</summary>
/// <param name="source">Those that are there.</param>
/// <param name="places">Where each row is in the source; -1 where it is not there.</param>
internal sealed class ShareColumn<T>(Column<T> source, int[] places) : Column<T>(places.Length, source.Width)
    where T : unmanaged
{
    internal override void CopyRows(int first, Span<T> destination)
    {
        for (var (row, done) = (first, 0); done < destination.Length; row++, done += Width)
        {
            if (places[row] < 0)
                throw new InvalidOperationException($"Row {row} belongs to another process's share of the data.");
            source.CopyRows(places[row], destination.Slice(done, Width));
        }
    }
}
