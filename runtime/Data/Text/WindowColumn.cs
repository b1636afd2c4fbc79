namespace StaticNets.Data.Text;

/// <summary>Windows over one sequence of tokens, cut into parts: row r is window r / parts of part r % parts.</summary>
internal sealed class WindowColumn(int[] tokens, int offset, int parts, int partLength, int count, int steps) : Column<int>(count, steps)
{
    internal override void CopyRows(int first, Span<int> destination)
    {
        for (var row = first; !destination.IsEmpty; row++)
        {
            new ReadOnlySpan<int>(tokens, offset + row % parts * partLength + row / parts * Width, Width).CopyTo(destination);
            destination = destination[Width..];
        }
    }
}
