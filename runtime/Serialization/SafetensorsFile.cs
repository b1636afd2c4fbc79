using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace StaticNets;

/// <summary>
/// An open safetensors file: its tensors and metadata, with the header fully checked. Elements are read on demand.
/// Not for use by several threads at once.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    // What the reference implementation allows.
    private const long MaxHeaderBytes = 100_000_000;
    private const int LengthBytes = sizeof(ulong);
    private const int ChunkBytes = 1 << 16;

    private readonly SafeFileHandle _handle;
    private readonly SafetensorsHeader _header;
    private readonly byte[] _chunk = new byte[ChunkBytes];

    private SafetensorsFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        var fileLength = RandomAccess.GetLength(handle);
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        if (fileLength < LengthBytes)
            throw new InvalidDataException($"{path} cannot be read: it has {fileLength} bytes, fewer than any safetensors file.");
        Fill(lengthBytes, 0, path);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > (ulong)Math.Min(MaxHeaderBytes, fileLength - LengthBytes))
        {
            throw new InvalidDataException(
                $"{path} cannot be read: it claims a header of {headerLength} bytes, but has {fileLength} in all, and {MaxHeaderBytes} is the most a header can have.");
        }
        var json = new byte[headerLength];
        Fill(json, LengthBytes, path);
        var dataOffset = LengthBytes + (long)headerLength;
        _header = SafetensorsHeader.Parse(json, path, dataOffset, fileLength - dataOffset);
        Tensors = InFileOrder(_header.Entries);
    }

    /// <summary>The path it was opened by.</summary>
    public string Path { get; }

    /// <summary>The file's <c>__metadata__</c>; empty without.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<SafetensorsEntry> Tensors { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">It is not a complete safetensors file of floating-point tensors; the message names the path and the tensor.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return new SafetensorsFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">The tensor's name in the file.</param>
    /// <param name="entry">The tensor, if there is one of that name.</param>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SafetensorsEntry? entry) =>
        _header.Entries.TryGetValue(name, out entry);

    /// <summary>Reads a tensor's elements, converted to 32 bits.</summary>
    /// <param name="name">The tensor's name in the file.</param>
    /// <param name="destination">Receives the elements in row-major order; as long as the tensor.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the destination has another length.</exception>
    /// <exception cref="InvalidDataException">The file has been cut off since it was opened.</exception>
    public void Read(string name, Span<float> destination)
    {
        if (!TryGet(name, out var entry))
            throw new ArgumentException($"{Path} has no tensor named '{name}'.", nameof(name));
        if (destination.Length != entry.Count)
        {
            throw new ArgumentException(
                $"destination has {destination.Length} elements, but {entry} has {entry.Count}.", nameof(destination));
        }
        var elementSize = SafetensorsEntry.ElementSize(entry.Type);
        var chunkElements = ChunkBytes / elementSize;
        for (var first = 0; first < destination.Length; first += chunkElements)
        {
            var part = destination.Slice(first, Math.Min(chunkElements, destination.Length - first));
            var bytes = _chunk.AsSpan(0, part.Length * elementSize);
            Fill(bytes, entry.Offset + (long)first * elementSize, name);
            Convert(bytes, entry.Type, part);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

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
            var read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
                throw new InvalidDataException($"{Path} was cut off while {what} was read.");
            bytes = bytes[read..];
            offset += read;
        }
    }
}
