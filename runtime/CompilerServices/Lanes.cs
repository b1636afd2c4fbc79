using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

/// <summary>Moves examples between the user's order, one after another, and the blocks', side by side in vector lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Copies [count][elements] to [elements][lanes]; lanes without an example become 0.</summary>
    public static void Pack(ReadOnlySpan<float> source, ref float destination, int elements, int count, int lanes) =>
        Pack(source, elements, ref destination, elements, count, lanes);

    /// <summary>Copies [count][stride], of which the first elements of each row, to [elements][lanes]; lanes without an example become 0.</summary>
    public static void Pack(ReadOnlySpan<float> source, int stride, ref float destination, int elements, int count, int lanes)
    {
        var packed = MemoryMarshal.CreateSpan(ref destination, elements * lanes);
        if (count < lanes)
            packed.Clear();
        for (var example = 0; example < count; example++)
        {
            var row = source.Slice(example * stride, elements);
            for (var i = 0; i < row.Length; i++)
                packed[(i * lanes) + example] = row[i];
        }
    }

    /// <summary>Copies indices from [count][elements] to [elements][lanes] as numbers; lanes without an example become 0.</summary>
    public static void Pack(ReadOnlySpan<int> source, ref float destination, int elements, int count, int lanes)
    {
        var packed = MemoryMarshal.CreateSpan(ref destination, elements * lanes);
        if (count < lanes)
            packed.Clear();
        for (var example = 0; example < count; example++)
        {
            var row = source.Slice(example * elements, elements);
            for (var i = 0; i < row.Length; i++)
                packed[(i * lanes) + example] = row[i];
        }
    }

    /// <summary>Copies indices as numbers.</summary>
    public static void Convert(ReadOnlySpan<int> source, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = source[i];
    }

    /// <summary>Copies [elements][lanes] to [count][elements].</summary>
    public static void Unpack(ref float source, Span<float> destination, int elements, int count, int lanes) =>
        Unpack(ref source, destination, elements, elements, count, lanes);

    /// <summary>Copies [elements][lanes] to the first elements of each row of [count][stride].</summary>
    public static void Unpack(ref float source, Span<float> destination, int stride, int elements, int count, int lanes)
    {
        var packed = MemoryMarshal.CreateReadOnlySpan(ref source, elements * lanes);
        for (var example = 0; example < count; example++)
        {
            var row = destination.Slice(example * stride, elements);
            for (var i = 0; i < row.Length; i++)
                row[i] = packed[(i * lanes) + example];
        }
    }

    /// <summary>Makes floats 0.</summary>
    public static void Clear(ref float start, int count) => MemoryMarshal.CreateSpan(ref start, count).Clear();

    /// <summary>Copies [rows][lanes] to [lanes][destinationStride], leaving what is beyond the rows.</summary>
    public static void Transpose(ref float source, ref float destination, int rows, int lanes, int destinationStride)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var lane = 0; lane < lanes; lane++)
                Unsafe.Add(ref destination, (lane * destinationStride) + row) = Unsafe.Add(ref source, (row * lanes) + lane);
        }
    }

    /// <summary>Copies floats.</summary>
    public static void Copy(ref float source, ref float destination, int length)
        => MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));

    /// <summary>Whether no float is an infinity or NaN.</summary>
    public static bool AreFinite(ref float source, int length)
    {
        foreach (var value in MemoryMarshal.CreateReadOnlySpan(ref source, length))
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }
}
