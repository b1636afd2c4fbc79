using System.Buffers.Binary;
using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// An open safetensors file: its tensors and metadata, with the header fully checked. Elements are read on demand, so that a tensor of a type that is not read
/// (<see cref="SafetensorsType.Other"/>) is in nobody's way. Not for use by several threads at once.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    // What the reference implementation allows.
    private const long MaxHeaderBytes = 100_000_000;
    private const int LengthBytes = sizeof(ulong);

    /// <summary>The elements that are read at once, at most.</summary>
    internal const int PartElements = 1 << 13;

    private readonly SafetensorsSource _source;
    private readonly SafetensorsHeader _header;
    private readonly byte[] _part = new byte[PartElements * sizeof(double)];

    private SafetensorsFile(string path, SafetensorsSource source)
    {
        Path = path;
        _source = source;
        var fileLength = source.Length;
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        if (fileLength < LengthBytes)
            throw new InvalidDataException($"{path} cannot be read: it has {fileLength} bytes, fewer than any safetensors file.");
        Fill(lengthBytes, 0, "its header");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > (ulong)Math.Min(MaxHeaderBytes, fileLength - LengthBytes))
        {
            throw new InvalidDataException(
                $"{path} cannot be read: it claims a header of {headerLength} bytes, but has {fileLength} in all, "
                    + $"and {MaxHeaderBytes} is the most a header can have.");
        }
        var json = new byte[headerLength];
        Fill(json, LengthBytes, "its header");
        var dataOffset = LengthBytes + (long)headerLength;
        _header = SafetensorsHeader.Parse(json, path, dataOffset, fileLength - dataOffset);
        Tensors = InFileOrder(_header.Entries);
    }

    /// <summary>The path it was opened by, or what messages call it.</summary>
    public string Path { get; }

    /// <summary>The file's <c>__metadata__</c>; empty without.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<SafetensorsEntry> Tensors { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">It is not a complete safetensors file; the message names the path and the tensor.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static SafetensorsFile Open(string path) => Open(path, SafetensorsSource.Of(RegularFile.OpenHandle(path)));

    /// <summary>Reads a file out of a stream, from where it stands to its end, and checks its header. A stream that cannot seek is read whole at once, into
    /// memory.</summary>
    /// <param name="stream">The stream, which has to stay open as long as this and is not closed by it.</param>
    /// <param name="name">What messages call it. Default: "the stream".</param>
    /// <exception cref="InvalidDataException">It is not a complete safetensors file; the message names the tensor.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Open(Stream stream, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead)
            throw new ArgumentException("stream cannot be read from.", nameof(stream));
        return Open(name, SafetensorsSource.Of(stream));
    }

    /// <summary>Takes the bytes of a file and checks their header.</summary>
    /// <param name="bytes">The whole file; not copied.</param>
    /// <param name="name">What messages call it. Default: "the file in memory".</param>
    /// <exception cref="InvalidDataException">It is not a complete safetensors file; the message names the tensor.</exception>
    public static SafetensorsFile Open(ReadOnlyMemory<byte> bytes, string name = "the file in memory")
    {
        ArgumentNullException.ThrowIfNull(name);
        return Open(name, SafetensorsSource.Of(bytes));
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">The tensor's name in the file.</param>
    /// <param name="entry">The tensor, if there is one of that name.</param>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SafetensorsEntry? entry) =>
        _header.Entries.TryGetValue(name, out entry);

    /// <summary>The tensor of a name that the file is known to have.</summary>
    internal SafetensorsEntry this[string name] => _header.Entries[name];

    /// <summary>Reads a tensor's elements, converted to 32 bits.</summary>
    /// <param name="name">The tensor's name in the file.</param>
    /// <param name="destination">Receives the elements in row-major order; as long as the tensor.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the destination has another length.</exception>
    /// <exception cref="InvalidDataException">The tensor has a type that is not read, or the file has been cut off since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!TryGet(name, out var entry))
            throw new ArgumentException($"{Path} has no tensor named {FileText.Quote(name)}.", nameof(name));
        if (destination.Length != entry.Count)
        {
            throw new ArgumentException(
                $"destination has {destination.Length} elements, but {entry} has {entry.Count}.", nameof(destination));
        }
        for (var first = 0; first < destination.Length; first += PartElements)
            ReadPart(entry, first, destination.Slice(first, Math.Min(PartElements, destination.Length - first)));
    }

    /// <summary>Reads a tensor of a single 64-bit integer; false if there is none of that name, or it is another.</summary>
    internal bool TryReadInteger(string name, out long value)
    {
        value = 0;
        if (!TryGet(name, out var entry) || entry.TypeName != SafetensorsTensor.Integer || entry.Count != 1)
            return false;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Fill(bytes, entry.Offset, FileText.Name(name));
        value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return true;
    }

    /// <summary>The path and the number of tensors.</summary>
    public override string ToString() => $"{Path}: {FigureText.Count(Tensors.Length, "tensor", "tensors")}";

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>Reads some of a tensor's elements, converted to 32 bits.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="first">The place of the first of them, in row-major order.</param>
    /// <param name="destination">Receives them; no more than <see cref="PartElements"/>.</param>
    /// <exception cref="InvalidDataException">The tensor has a type that is not read, or the file has been cut off since it was opened.</exception>
    internal void ReadPart(SafetensorsEntry entry, int first, Span<float> destination)
    {
        if (entry.Type == SafetensorsType.Other)
            throw new InvalidDataException(
                $"{Path}: tensor {FileText.Name(entry.Name)} has the dtype {FileText.Name(entry.TypeName)}, but only {SafetensorsEntry.ReadTypes} are read.");
        var elementSize = SafetensorsEntry.ElementSize(entry.Type);
        var bytes = _part.AsSpan(0, destination.Length * elementSize);
        Fill(bytes, entry.Offset + (long)first * elementSize, FileText.Name(entry.Name));
        Convert(bytes, entry.Type, destination);
    }

    private static SafetensorsFile Open(string path, SafetensorsSource source)
    {
        try
        {
            return new SafetensorsFile(path, source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static void Convert(ReadOnlySpan<byte> bytes, SafetensorsType type, Span<float> destination)
    {
        switch (type)
        {
            case SafetensorsType.F32:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                break;
            case SafetensorsType.F64:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                break;
            case SafetensorsType.F16:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                break;
            default:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                break;
        }
    }

    private static ImmutableArray<SafetensorsEntry> InFileOrder(Dictionary<string, SafetensorsEntry> entries)
    {
        var ordered = new SafetensorsEntry[entries.Count];
        entries.Values.CopyTo(ordered, 0);
        // Tensors without elements share their offset with the next one; names make the order definite.
        Array.Sort(ordered, static (a, b) =>
            a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : string.CompareOrdinal(a.Name, b.Name));
        return ImmutableArray.Create(ordered);
    }

    private void Fill(Span<byte> bytes, long offset, string what)
    {
        while (!bytes.IsEmpty)
        {
            var read = _source.Read(bytes, offset);
            if (read == 0)
                throw new InvalidDataException($"{Path} was cut off while {what} was read.");
            bytes = bytes[read..];
            offset += read;
        }
    }
}
