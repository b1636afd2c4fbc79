using System.Buffers.Binary;
using System.IO.Compression;

namespace StaticNets.Data;

/// <summary>
/// Decompresses a gzip file (RFC 1952), of one member or several, and holds it to what it says of itself: .NET's reader takes a file that ends inside its
/// trailer, or goes on after it, for a whole one.
/// </summary>
internal sealed class GzipReader : Stream
{
    private const int TrailerLength = 8;
    private const byte Deflate = 8;
    private readonly Stream _file;
    private readonly string _name;
    private DeflateStream _member;
    private DeflateInput _input;
    private Crc32 _checksum;
    private uint _length;
    private bool _isEnded;

    /// <summary>Begins to read.</summary>
    /// <param name="file">A stream that can seek, at the beginning of the gzip file, which goes to its end.</param>
    /// <param name="name">What messages call it.</param>
    public GzipReader(Stream file, string name)
    {
        (_file, _name) = (file, name);
        (_member, _input) = BeginMember();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && !_isEnded)
        {
            var read = ReadMember(buffer);
            if (read > 0)
            {
                _checksum.Add(buffer[..read]);
                _length += (uint)read;
                return read;
            }

            EndMember();
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _member.Dispose();
        base.Dispose(disposing);
    }

    private (DeflateStream Member, DeflateInput Input) BeginMember()
    {
        SkipHeader();
        (_checksum, _length) = (default, 0);
        var input = new DeflateInput(_file, singlyFrom: _file.Length - TrailerLength - DeflateInput.SinglyAtEnd);
        return (new DeflateStream(input, CompressionMode.Decompress, leaveOpen: true), input);
    }

    private int ReadMember(Span<byte> buffer)
    {
        try
        {
            return _member.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged($"its compressed data make no sense: {exception.Message}");
        }
    }

    private void EndMember()
    {
        if (_input.IsExhausted)
            throw Damaged("it is cut off in its compressed data.");
        _file.Position = _input.EndOfData();
        Span<byte> trailer = stackalloc byte[TrailerLength];
        if (_file.ReadAtLeast(trailer, TrailerLength, throwOnEndOfStream: false) < TrailerLength)
            throw Damaged("it is cut off in the checksum and the length at its end.");
        var (checksum, length) = (BinaryPrimitives.ReadUInt32LittleEndian(trailer), BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]));
        if (checksum != _checksum.Value)
            throw Damaged($"its data have the checksum (CRC) {_checksum.Value:X8}, but {checksum:X8} is needed.");
        if (length != _length)
            throw Damaged($"its data are {_length} bytes, but {length} are needed.");

        var rest = _file.Length - _file.Position;
        _isEnded = rest == 0;
        if (_isEnded)
            return;
        if (!IsGzip(_file))
            throw Damaged($"{rest} bytes follow its end that are no gzip file.");
        _member.Dispose();
        (_member, _input) = BeginMember();
    }

    /// <summary>Whether a gzip file begins where the stream stands, which stays there.</summary>
    public static bool IsGzip(Stream stream)
    {
        var start = stream.Position;
        Span<byte> magic = stackalloc byte[2];
        var isGzip = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        stream.Position = start;
        return isGzip;
    }

    private void SkipHeader()
    {
        const int checksum = 2, extra = 4, fileName = 8, comment = 16;
        Span<byte> header = stackalloc byte[10];
        Fill(header);
        if (header[2] != Deflate)
            throw Damaged($"its compression method is {header[2]}, but only {Deflate} (deflate) is read.");
        var flags = header[3];
        if ((flags & extra) != 0)
        {
            Fill(header[..2]);
            _file.Position += BinaryPrimitives.ReadUInt16LittleEndian(header);
        }

        if ((flags & fileName) != 0)
            SkipText();
        if ((flags & comment) != 0)
            SkipText();
        if ((flags & checksum) != 0)
            Fill(header[..2]);
    }

    private void SkipText()
    {
        Span<byte> letter = stackalloc byte[1];
        do
        {
            Fill(letter);
        }
        while (letter[0] != 0);
    }

    private void Fill(Span<byte> bytes)
    {
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Damaged("it is cut off in its header.");
    }

    private InvalidDataException Damaged(string what) => new($"{_name} is a damaged gzip file: {what}");
}
