using System.IO.Compression;

namespace StaticNets.Data;

/// <summary>
/// Hands compressed data to a <see cref="DeflateStream"/> and finds where they end in the file, which that does not say: it takes a block of bytes and leaves
/// the rest of it aside. From a place on it gets one byte at a time, so that it has taken no more than it needed.
/// </summary>
internal sealed class DeflateInput : Stream
{
    /// <summary>The last bytes of a file that are handed out singly: in a file of one member the data end before its trailer.</summary>
    public const int SinglyAtEnd = 1024;

    private readonly Stream _file;
    private readonly long _start;
    private readonly long _singlyFrom;
    private long _position;
    private long _lastBlock;

    /// <summary>Begins where the file stands.</summary>
    public DeflateInput(Stream file, long singlyFrom)
    {
        _file = file;
        _start = _position = _lastBlock = file.Position;
        _singlyFrom = singlyFrom;
    }

    /// <summary>Whether more was asked for than the file has.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Where the data end in the file, once all of them are decompressed.</summary>
    public long EndOfData()
    {
        if (_position - _lastBlock <= 1)
            return _position;
        // Once more, to the block where they end and through that byte by byte.
        _file.Position = _start;
        var exact = new DeflateInput(_file, _lastBlock);
        using var again = new DeflateStream(exact, CompressionMode.Decompress, leaveOpen: true);
        Span<byte> unwanted = stackalloc byte[4096];
        while (again.Read(unwanted) > 0)
        {
        }

        return exact._position;
    }

    public override int Read(Span<byte> buffer)
    {
        var most = _position >= _singlyFrom ? 1 : _singlyFrom - _position;
        _file.Position = _lastBlock = _position;
        var read = _file.Read(buffer[..(int)Math.Min(most, buffer.Length)]);
        IsExhausted |= read == 0;
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
