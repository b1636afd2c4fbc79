namespace StaticNets.Data;

/// <summary>Some of another column's rows, in any order.</summary>
internal sealed class SelectedColumn<T>(Column<T> source, int[] rows) : Column<T>(rows.Length, source.Width)
    where T : unmanaged
{
    internal override void CopyRows(int first, Span<T> destination)
    {
        for (var row = first; !destination.IsEmpty; row++)
        {
            source.CopyRows(rows[row], destination[..Width]);
            destination = destination[Width..];
        }
    }
}
