using Microsoft.Win32.SafeHandles;

namespace StaticNets;

/// <summary>The bytes of a safetensors file, wherever they are.</summary>
internal abstract class SafetensorsSource : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads some bytes from a place on; 0 only at the end.</summary>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>Closes what was opened for this alone.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>A file.</summary>
    public static SafetensorsSource Of(SafeFileHandle handle) => new FromFile(handle);

    /// <summary>Bytes in memory.</summary>
    public static SafetensorsSource Of(ReadOnlyMemory<byte> bytes) => new FromMemory(bytes);

    /// <summary>A stream from where it stands; read whole now if it cannot seek.</summary>
    public static SafetensorsSource Of(Stream stream)
    {
        if (stream.CanSeek)
            return new FromStream(stream);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new FromMemory(copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    private sealed class FromFile(SafeFileHandle handle) : SafetensorsSource
    {
        public override long Length { get; } = RandomAccess.GetLength(handle);

        public override int Read(Span<byte> bytes, long offset) => RandomAccess.Read(handle, bytes, offset);

        public override void Dispose() => handle.Dispose();
    }

    private sealed class FromMemory(ReadOnlyMemory<byte> memory) : SafetensorsSource
    {
        public override long Length => memory.Length;

        public override int Read(Span<byte> bytes, long offset)
        {
            var rest = memory.Span[(int)Math.Min(offset, memory.Length)..];
            var count = Math.Min(rest.Length, bytes.Length);
            rest[..count].CopyTo(bytes);
            return count;
        }
    }

    private sealed class FromStream(Stream stream) : SafetensorsSource
    {
        private readonly long _start = stream.Position;

        public override long Length { get; } = Math.Max(0, stream.Length - stream.Position);

        public override int Read(Span<byte> bytes, long offset)
        {
            stream.Position = _start + offset;
            return stream.Read(bytes);
        }
    }
}
