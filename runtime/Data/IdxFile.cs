using System.Buffers.Binary;
using System.Collections.Immutable;

namespace StaticNets.Data;

/// <summary>
/// A tensor of bytes in the IDX format of the MNIST database (LeCun, Cortes and Burges, 1998): two zero bytes, the
/// element type (8 for bytes), the number of axes, each extent as a big-endian 32-bit number, and the elements in
/// row-major order. Plain or gzipped, which is seen from the content.
/// </summary>
public sealed class IdxFile
{
    private const byte BytesType = 0x08;
    private const int MaxAxes = 8;

    private IdxFile(ImmutableArray<int> shape, byte[] values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>The extents; the first is the number of examples.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    public byte[] Values { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="shape">
    /// The extents that are needed, -1 for any: a file of others is refused before its elements are read, which a compressed file may have a thousand times
    /// its size of. Default: any shape.
    /// </param>
    /// <exception cref="InvalidDataException">It is not a complete IDX file of bytes, or has another shape.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static IdxFile Read(string path, params ReadOnlySpan<int> shape)
    {
        using var file = RegularFile.Open(path);
        return Read(file, path, shape);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="shape">The extents that are needed, -1 for any. Default: any shape.</param>
    /// <exception cref="InvalidDataException">It is not a complete IDX file of bytes, or has another shape.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxFile Read(Stream stream, string name, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanSeek)
            throw new ArgumentException($"{name} is a stream that cannot seek: copy it to memory or to a file first.", nameof(stream));
        foreach (var extent in shape)
        {
            if (extent < -1)
                throw new ArgumentOutOfRangeException(nameof(shape), extent, $"shape has an extent of {extent}, but 0 and more are possible, and -1 for any.");
        }

        if (!GzipReader.IsGzip(stream))
            return ReadPlain(stream, name, shape);
        using var plain = new GzipReader(stream, name);
        return ReadPlain(plain, name, shape);
    }

    private static IdxFile ReadPlain(Stream stream, string name, ReadOnlySpan<int> needed)
    {
        Span<byte> header = stackalloc byte[4 + sizeof(int) * MaxAxes];
        Fill(stream, header[..4], name);
        if (header is not [0, 0, _, _, ..])
            throw new InvalidDataException($"{name} is not an IDX file: it starts with {Hex(header[..4])}, but 00 00 08 is needed.");
        if (header[2] != BytesType)
            throw new InvalidDataException($"{name} holds elements of type 0x{header[2]:X2}, but only bytes (0x08) are read.");
        var axes = header[3];
        if (axes is 0 or > MaxAxes)
            throw new InvalidDataException($"{name} has {axes} axes, but 1 to {MaxAxes} are possible.");

        Fill(stream, header.Slice(4, sizeof(int) * axes), name);
        var shape = ImmutableArray.CreateBuilder<int>(axes);
        long size = 1;
        for (var axis = 0; axis < axes; axis++)
        {
            var extent = BinaryPrimitives.ReadInt32BigEndian(header[(4 + sizeof(int) * axis)..]);
            // Each product is checked before the next factor, so it cannot overflow.
            size *= extent;
            if (extent < 0 || size > Array.MaxLength)
                throw new InvalidDataException($"{name} claims an extent of {(uint)extent} for axis {axis}: more elements than an array can hold.");
            shape.Add(extent);
        }
        var extents = shape.MoveToImmutable();
        if (!Fits(extents, needed))
            throw new InvalidDataException($"{name} has the shape {Shapes.Text(extents)}, but {Needed(needed)} is needed.");
        var values = ReadElements(stream, (int)size, name);
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException($"{name} goes on after the {size} elements of its shape {Shapes.Text(extents)}.");
        return new IdxFile(extents, values);
    }

    /// <summary>Reads in growing steps: memory follows the bytes that come, not the number that a damaged header claims.</summary>
    private static byte[] ReadElements(Stream stream, int size, string name)
    {
        const int firstStep = 1 << 20;
        var values = new byte[Math.Min(size, firstStep)];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled == size)
                return values;
            if (filled < values.Length)
                throw new InvalidDataException($"{name} is cut off: it has {filled} of {size} elements.");
            Array.Resize(ref values, (int)Math.Min(size, 2L * values.Length));
        }
    }

    private static void Fill(Stream stream, Span<byte> bytes, string name)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException($"{name} is cut off in its header.");
    }

    /// <summary>The shape.</summary>
    public override string ToString() => $"{Shapes.Text(Shape)} bytes";

    private static bool Fits(ImmutableArray<int> shape, ReadOnlySpan<int> needed)
    {
        if (needed.IsEmpty)
            return true;
        if (needed.Length != shape.Length)
            return false;
        for (var axis = 0; axis < needed.Length; axis++)
        {
            if (needed[axis] >= 0 && needed[axis] != shape[axis])
                return false;
        }

        return true;
    }

    private static string Needed(ReadOnlySpan<int> shape)
    {
        var text = "";
        foreach (var extent in shape)
            text += (text.Length == 0 ? "" : "x") + (extent < 0 ? "any" : extent.ToString());
        return text;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => $"{bytes[0]:X2} {bytes[1]:X2} {bytes[2]:X2} {bytes[3]:X2}";
}
