using System.IO.Compression;
using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class GzipReaderTests
{
    private static readonly byte[] Idx = [0, 0, 8, 1, 0, 0, 0x27, 0x10, .. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i >> 3))];

    [Fact]
    public void The_checksum_is_that_of_gzip()
    {
        var checksum = default(Crc32);
        Assert.Equal(0u, checksum.Value);
        // The check value that CRC-32/ISO-HDLC is published with.
        checksum.Add("1234"u8);
        checksum.Add("56789"u8);
        Assert.Equal(0xCBF43926, checksum.Value);
        var whole = default(Crc32);
        whole.Add(Idx);
        for (var cut = 0; cut < 40; cut++)
        {
            var parts = default(Crc32);
            parts.Add(Idx.AsSpan(0, cut));
            parts.Add(Idx.AsSpan(cut));
            Assert.Equal(whole.Value, parts.Value);
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Whole_files_of_any_length_are_read_by_parts_of_any_length(CompressionLevel level)
    {
        var random = new Random(1);
        for (var length = 0; length < 700; length++)
        {
            var bytes = new byte[length < 600 ? length : random.Next(200_000)];
            random.NextBytes(bytes);
            for (var i = 0; i < bytes.Length && length % 3 > 0; i++)
                bytes[i] &= (byte)(length % 3 == 1 ? 3 : 0);
            var part = length % 4 == 0 ? 1 + random.Next(7) : Math.Max(1, random.Next(bytes.Length + 100));
            Assert.Equal(bytes, Read(Gzip(bytes, level), part));
        }
    }

    [Fact]
    public void Members_one_after_another_are_one_file()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 50; trial++)
        {
            var parts = new byte[1 + random.Next(4)][];
            for (var i = 0; i < parts.Length; i++)
                random.NextBytes(parts[i] = new byte[random.Next(trial % 2 == 0 ? 300 : 30_000)]);
            Assert.Equal(parts.SelectMany(bytes => bytes), Read([.. parts.SelectMany(bytes => Gzip(bytes, CompressionLevel.Fastest))], 1000));
        }
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        var whole = Gzip(Idx, CompressionLevel.Fastest);
        for (var length = 2; length < whole.Length; length += length > whole.Length - 1200 ? 1 : 97)
            Assert.Contains("digits is a damaged gzip file: it is cut off in ", Error(whole[..length]));
        Assert.Contains("cut off in the checksum and the length at its end", Error(whole[..^1]));
        Assert.Contains("cut off in the checksum and the length at its end", Error(whole[..^8]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(2_000)]
    [InlineData(100_000)]
    public void What_follows_the_end_is_an_error(int count)
    {
        var junk = new byte[count];
        Assert.Contains($"damaged gzip file: {count} bytes follow its end", Error([.. Gzip(Idx, CompressionLevel.Fastest), .. junk]));
        var random = new Random(3);
        random.NextBytes(junk);
        junk[0] = 1;
        Assert.Contains($"damaged gzip file: {count} bytes follow its end", Error([.. Gzip(Idx, CompressionLevel.Fastest), .. junk]));
    }

    [Fact]
    public void A_wrong_checksum_length_or_method_is_called_that()
    {
        var whole = Gzip(Idx, CompressionLevel.Fastest);
        Assert.Contains("checksum (CRC)", Error(Changed(whole.Length - 6)));
        Assert.Contains("its data are 10008 bytes, but 10009 are needed", Error(Changed(whole.Length - 4)));
        Assert.Contains("its compression method is 9, but only 8 (deflate) is read", Error(Changed(2)));
        // An error in the data themselves.
        var errors = Enumerable.Range(20, 200).Select(at => Error(Changed(at))).ToArray();
        Assert.All(errors, error => Assert.StartsWith("digits ", error));

        byte[] Changed(int at)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            return changed;
        }
    }

    [Fact]
    public void A_header_may_have_a_name_a_comment_more_and_a_checksum()
    {
        var plain = Gzip(Idx, CompressionLevel.Fastest);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 7, 7, 7, (byte)'a', 0, (byte)'b', (byte)'c', 0, 9, 9];
        byte[] file = [.. header, .. plain[10..]];
        Assert.Equal([10_000], IdxFile.Read(new MemoryStream(file), "digits").Shape);
        for (var length = 2; length < header.Length; length++)
            Assert.Contains("cut off in ", Error(file[..length]));
    }

    private static string Error(byte[] file) => Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(file), "digits")).Message;

    private static byte[] Read(byte[] file, int part)
    {
        using var reader = new GzipReader(new MemoryStream(file), "digits");
        var (result, buffer) = (new MemoryStream(), new byte[part]);
        for (var read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
            result.Write(buffer, 0, read);
        return result.ToArray();
    }

    private static byte[] Gzip(byte[] bytes, CompressionLevel level)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, level, leaveOpen: true))
            gzip.Write(bytes);
        // Nothing written leaves nothing, not even a header.
        return memory.Length > 0 ? memory.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}
