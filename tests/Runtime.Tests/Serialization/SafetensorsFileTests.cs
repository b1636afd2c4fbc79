using System.Text;
using Xunit;

namespace StaticNets.Tests.Serialization;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Every_type_is_read_as_the_same_numbers()
    {
        // 1, -2.5 and 0.375, exact in all types.
        const string header = """
            {"d":{"dtype":"F64","shape":[3],"data_offsets":[0,24]},
             "s":{"dtype":"F32","shape":[3],"data_offsets":[24,36]},
             "h":{"dtype":"F16","shape":[3],"data_offsets":[36,42]},
             "b":{"dtype":"BF16","shape":[3],"data_offsets":[42,48]}}
            """;
        byte[] data =
        [
            0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0, 0, 0, 0, 0, 0, 0, 0xD8, 0x3F,
            0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0xC0, 0x3E,
            0x00, 0x3C, 0x00, 0xC1, 0x00, 0x36,
            0x80, 0x3F, 0x20, 0xC0, 0xC0, 0x3E,
        ];
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("types"), SafetensorsBytes.Make(header, data));
        using var file = SafetensorsFile.Open(folder.File("types"));
        Assert.Equal(["d", "s", "h", "b"], file.Tensors.Select(tensor => tensor.Name));
        foreach (var name in new[] { "d", "s", "h", "b" })
        {
            using var memory = new GuardedMemory<float>(3);
            file.Read(name, memory.Span);
            Assert.Equal([1, -2.5f, 0.375f], memory.Span.ToArray());
        }
    }

    [Fact]
    public void Special_halves_become_the_same_special_numbers()
    {
        // Smallest subnormal, largest, infinity, NaN, -0.
        const string header = """{"h":{"dtype":"F16","shape":[5],"data_offsets":[0,10]}}""";
        byte[] data = [0x01, 0x00, 0xFF, 0x7B, 0x00, 0x7C, 0x00, 0x7E, 0x00, 0x80];
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("halves"), SafetensorsBytes.Make(header, data));
        using var file = SafetensorsFile.Open(folder.File("halves"));
        var values = new float[5];
        file.Read("h", values);
        Assert.Equal([MathF.ScaleB(1, -24), 65504, float.PositiveInfinity, float.NaN, -0f], values);
        Assert.True(float.IsNegative(values[4]));
    }

    [Fact]
    public void A_header_in_any_order_with_metadata_scalars_and_empty_tensors_is_read()
    {
        const string header = """
            {"z":{"data_offsets":[4,8],"shape":[],"dtype":"F32"}, "__metadata__":{"format":"pt","k\u00e9y":"\"\\\n"},
             "empty":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}
            """ + "     ";
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("any"), SafetensorsBytes.Make(header, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40));
        using var file = SafetensorsFile.Open(folder.File("any"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("\"\\\n", file.Metadata["kéy"]);
        Assert.Equal(2, file.Metadata.Count);
        var value = new float[1];
        file.Read("z", value);
        Assert.Equal(2, value[0]);
        file.Read("a", value);
        Assert.Equal(1, value[0]);
        file.Read("empty", []);
        Assert.True(file.TryGet("empty", out var entry));
        Assert.Equal([0, 7], entry.Shape);
        Assert.False(file.TryGet("b", out _));
    }

    [Fact]
    public void A_file_without_tensors_is_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("empty"), SafetensorsBytes.Make("{}"));
        using var file = SafetensorsFile.Open(folder.File("empty"));
        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Reading_into_the_wrong_length_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a"), [new SafetensorsTensor("w", [2], [1f, 2])]);
        using var file = SafetensorsFile.Open(folder.File("a"));
        Assert.Throws<ArgumentException>("destination", () => file.Read("w", new float[1]));
        Assert.Throws<ArgumentException>("destination", () => file.Read("w", new float[3]));
        Assert.Throws<ArgumentException>("name", () => file.Read("v", new float[2]));
    }

    [Fact]
    public void A_file_cut_off_after_opening_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a"), [new SafetensorsTensor("w", [100], new float[100])]);
        using var file = SafetensorsFile.Open(folder.File("a"));
        // Through another name for the same file, since the open one is not shared for writing everywhere.
        using (var handle = new FileStream(folder.File("a"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            handle.SetLength(handle.Length - 4);
        var error = Assert.Throws<InvalidDataException>(() => file.Read("w", new float[100]));
        Assert.Contains("was cut off while w was read", error.Message);
    }

    [Fact]
    public void A_tensor_larger_than_one_chunk_is_read_whole()
    {
        var values = Enumerable.Range(0, 50_001).Select(i => (float)i).ToArray();
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("large"), [new SafetensorsTensor("w", [50_001], values)]);
        using var file = SafetensorsFile.Open(folder.File("large"));
        using var memory = new GuardedMemory<float>(50_001);
        file.Read("w", memory.Span);
        Assert.True(memory.Span.SequenceEqual(values));
    }

    [Fact]
    public void Bytes_written_are_the_ones_the_format_describes()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(
            folder.File("exact"),
            [new SafetensorsTensor("b\"\u0001", [2, 1], [1f, 2]), new SafetensorsTensor("a", [], [-0.5f])],
            new Dictionary<string, string> { ["z"] = "1", ["é"] = "2", ["a"] = "\\" });
        const string header =
            """{"__metadata__":{"a":"\\","z":"1","é":"2"},"b\"\u0001":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"a":"""
                + """{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        var padded = header + new string(' ', (8 - Encoding.UTF8.GetByteCount(header) % 8) % 8);
        byte[] data = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0, 0xBF];
        Assert.Equal(SafetensorsBytes.Make(padded, data), File.ReadAllBytes(folder.File("exact")));
        using var file = SafetensorsFile.Open(folder.File("exact"));
        Assert.True(file.TryGet("b\"\u0001", out _));
    }

    [Fact]
    public void Names_that_cannot_be_written_are_refused_and_no_file_appears()
    {
        using var folder = new TemporaryFolder();
        var tensor = new SafetensorsTensor("w", [1], [1f]);
        Refused([tensor, tensor]);
        Refused([new SafetensorsTensor("__metadata__", [1], [1f])]);
        Refused([new SafetensorsTensor("\uD800", [1], [1f])]);
        Assert.Throws<ArgumentException>("values", () => new SafetensorsTensor("w", [2], [1f]));
        Assert.Empty(folder.Names());

        void Refused(SafetensorsTensor[] tensors) =>
            Assert.Throws<ArgumentException>("tensors", () => Safetensors.Write(folder.File("refused"), tensors));
    }
}
