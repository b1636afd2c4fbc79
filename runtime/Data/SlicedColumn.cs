namespace StaticNets.Data;

/// <summary>A run of another column's rows.</summary>
internal sealed class SlicedColumn<T>(Column<T> source, int offset, int count) : Column<T>(count, source.Width)
    where T : unmanaged
{
    internal override void CopyRows(int first, Span<T> destination) => source.CopyRows(offset + first, destination);
}
