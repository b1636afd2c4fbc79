namespace StaticNets.Data;

/// <summary>Rows kept as they are handed out.</summary>
internal sealed class ArrayColumn<T>(T[] values, int count, int width) : Column<T>(count, width)
    where T : unmanaged
{
    internal override void CopyRows(int first, Span<T> destination) =>
        new ReadOnlySpan<T>(values, first * Width, destination.Length).CopyTo(destination);
}
