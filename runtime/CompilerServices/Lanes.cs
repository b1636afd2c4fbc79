using System.ComponentModel;
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
        if (count < lanes)
            Clear(ref destination, elements * lanes);
        CheckRows(source.Length, stride, elements, count);
        Transposition.Copy(ref MemoryMarshal.GetReference(source), stride, ref destination, lanes, count, elements);
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
        CheckRows(destination.Length, stride, elements, count);
        Transposition.Copy(ref source, lanes, ref MemoryMarshal.GetReference(destination), stride, elements, count);
    }

    /// <summary>Makes floats 0.</summary>
    public static void Clear(ref float start, int count) => MemoryMarshal.CreateSpan(ref start, count).Clear();

    /// <summary>Copies [rows][lanes] to [lanes][destinationStride], leaving what is beyond the rows.</summary>
    public static void Transpose(ref float source, ref float destination, int rows, int lanes, int destinationStride)
        => Transposition.Copy(ref source, lanes, ref destination, destinationStride, rows, lanes);

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

    /// <summary>What callers ensured, checked again before memory is accessed without bounds.</summary>
    private static void CheckRows(int length, int stride, int elements, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elements, stride);
        if (count > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThan(((long)(count - 1) * stride) + elements, length);
    }
}
