using System.IO.Compression;
using System.Security.Cryptography;
using StaticNets.Samples.Datasets;

namespace StaticNets.Samples.Tests;

/// <summary>A dataset of two files that are large enough to be interrupted and that do not compress to nothing.</summary>
internal static class SmallDataset
{
    public static byte[] First { get; } = Contents(1);

    public static byte[] Second { get; } = Contents(2);

    public static byte[] CompressedFirst { get; } = Compress(First);

    public static byte[] CompressedSecond { get; } = Compress(Second);

    public static DatasetFile FirstFile { get; } = Describe("first", First);

    public static DatasetDescription Description { get; } = new(
        "Small", "small", "dataset-small", new Uri("http://127.0.0.1:9/"), [FirstFile, Describe("second", Second)]);

    public static void Write(string folder, params string[] names)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in names)
        {
            var contents = name.StartsWith("first", StringComparison.Ordinal) ? First : Second;
            File.WriteAllBytes(Path.Combine(folder, name), name.EndsWith(".gz", StringComparison.Ordinal) ? Compress(contents) : contents);
        }
    }

    public static byte[] Compress(byte[] contents)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionMode.Compress))
            stream.Write(contents);
        return compressed.ToArray();
    }

    private static byte[] Contents(int seed)
    {
        var contents = new byte[100_000];
        new Random(seed).NextBytes(contents);
        return contents;
    }

    private static DatasetFile Describe(string name, byte[] contents) =>
        new(name, contents.Length, Convert.ToHexStringLower(SHA256.HashData(contents)));
}
