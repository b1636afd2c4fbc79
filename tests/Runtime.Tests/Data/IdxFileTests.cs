using System.IO.Compression;
using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class IdxFileTests
{
    private static readonly byte[] TwoByThree = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255];

    [Fact]
    public void A_plain_file_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("idx"), TwoByThree);
        var idx = IdxFile.Read(folder.File("idx"));
        Assert.Equal([2, 3], idx.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 255], idx.Values);
    }

    [Fact]
    public void A_gzipped_file_is_known_by_its_content()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("idx"), Gzip(TwoByThree));
        Assert.Equal([1, 2, 3, 4, 5, 255], IdxFile.Read(folder.File("idx")).Values);
    }

    [Fact]
    public void A_file_larger_than_one_step_is_read_whole()
    {
        var values = new byte[3_000_001];
        new Random(1).NextBytes(values);
        byte[] file = [0, 0, 8, 1, 0, 0x2D, 0xC6, 0xC1, .. values];
        Assert.Equal(values, IdxFile.Read(new MemoryStream(file), "memory").Values);
        Assert.Equal(values, IdxFile.Read(new MemoryStream(Gzip(file)), "memory").Values);
    }

    [Fact]
    public void No_examples_are_a_file_too()
    {
        var idx = IdxFile.Read(new MemoryStream([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3]), "memory");
        Assert.Equal([0, 3], idx.Shape);
        Assert.Empty(idx.Values);
    }

    public static TheoryData<byte[], string> Damaged() => new()
    {
        { [], "cut off in its header" },
        { [0, 0, 8], "cut off in its header" },
        { [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0], "cut off in its header" },
        { [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 0], "is not an IDX file: it starts with 89 50 4E 47" },
        { [0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0], "elements of type 0x0D" },
        { [0, 0, 8, 0, 1], "has 0 axes" },
        { [0, 0, 8, 9, 0, 0], "has 9 axes" },
        { [0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1], "extent of 4294967295 for axis 0" },
        { [0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0, 1], "extent of 65536 for axis 1" },
        { [0, 0, 8, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], "extent of 65536 for axis 1" },
        { [0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0x00, 1, 2], "cut off: it has 2 of 2147483392 elements" },
        { TwoByThree[..^1], "cut off: it has 5 of 6 elements" },
        { [.. TwoByThree, 0], "goes on after the 6 elements of its shape 2x3" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_file_gives_a_clear_error_and_little_memory(byte[] bytes, string message)
    {
        foreach (var file in new[] { bytes, Gzip(bytes) })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(file), "digits"));
            Assert.StartsWith("digits ", error.Message);
            Assert.Contains(message, error.Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        }
    }

    [Fact]
    public void A_damaged_gzip_file_gives_a_clear_error()
    {
        var whole = Gzip([0, 0, 8, 1, 0, 0, 0x27, 0x10, .. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i >> 3))]);
        for (var length = 3; length < whole.Length; length += 97)
        {
            var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(whole[..length]), "digits"));
            Assert.StartsWith("digits ", error.Message);
        }
        var changed = (byte[])whole.Clone();
        changed[whole.Length - 6] ^= 1;
        Assert.Contains("damaged gzip", Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(changed), "digits")).Message);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return memory.ToArray();
    }
}
