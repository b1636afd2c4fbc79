using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

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
    /// <exception cref="InvalidDataException">It is not a complete IDX file of bytes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(file, path);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is not a complete IDX file of bytes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IdxFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            if (!IsGzip(stream))
                return ReadPlain(stream, name);
            using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return ReadPlain(plain, name);
        }
        catch (IdxException exception)
        {
            throw new InvalidDataException(exception.Message);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name} is a damaged gzip file: {exception.Message}", exception);
        }
    }

    private static bool IsGzip(Stream stream)
    {
        var start = stream.Position;
        Span<byte> magic = stackalloc byte[2];
        var isGzip = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        stream.Position = start;
        return isGzip;
    }

    private static IdxFile ReadPlain(Stream stream, string name)
    {
        Span<byte> header = stackalloc byte[4 + sizeof(int) * MaxAxes];
        Fill(stream, header[..4], name);
        if (header is not [0, 0, _, _, ..])
            throw new IdxException($"{name} is not an IDX file: it starts with {Hex(header[..4])}, but 00 00 08 is needed.");
        if (header[2] != BytesType)
            throw new IdxException($"{name} holds elements of type 0x{header[2]:X2}, but only bytes (0x08) are read.");
        var axes = header[3];
        if (axes is 0 or > MaxAxes)
            throw new IdxException($"{name} has {axes} axes, but 1 to {MaxAxes} are possible.");

        Fill(stream, header.Slice(4, sizeof(int) * axes), name);
        var shape = ImmutableArray.CreateBuilder<int>(axes);
        long size = 1;
        for (var axis = 0; axis < axes; axis++)
        {
            var extent = BinaryPrimitives.ReadInt32BigEndian(header[(4 + sizeof(int) * axis)..]);
            // Each product is checked before the next factor, so it cannot overflow.
            size *= extent;
            if (extent < 0 || size > Array.MaxLength)
                throw new IdxException($"{name} claims an extent of {(uint)extent} for axis {axis}: more elements than an array can hold.");
            shape.Add(extent);
        }
        var values = ReadElements(stream, (int)size, name);
        if (stream.ReadByte() >= 0)
            throw new IdxException($"{name} goes on after the {size} elements of its shape {Shapes.Text(shape.ToImmutable())}.");
        return new IdxFile(shape.MoveToImmutable(), values);
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
                throw new IdxException($"{name} is cut off: it has {filled} of {size} elements.");
            Array.Resize(ref values, (int)Math.Min(size, 2L * values.Length));
        }
    }

    private static void Fill(Stream stream, Span<byte> bytes, string name)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new IdxException($"{name} is cut off in its header.");
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => $"{bytes[0]:X2} {bytes[1]:X2} {bytes[2]:X2} {bytes[3]:X2}";

    /// <summary>Tells this reader's own errors from those of the decompressor.</summary>
    private sealed class IdxException(string message) : Exception(message);
}
