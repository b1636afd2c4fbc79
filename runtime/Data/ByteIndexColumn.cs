namespace StaticNets.Data;

/// <summary>Small indices kept as bytes: labels of up to 256 classes.</summary>
internal sealed class ByteIndexColumn(byte[] values, int count, int width) : Column<int>(count, width)
{
    internal override void CopyRows(int first, Span<int> destination)
    {
        var source = new ReadOnlySpan<byte>(values, first * Width, destination.Length);
        for (var i = 0; i < source.Length; i++)
            destination[i] = source[i];
    }
}
