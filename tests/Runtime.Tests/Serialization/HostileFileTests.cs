using System.Text;
using Xunit;

namespace StaticNets.Tests.Serialization;

/// <summary>
/// Files made to break a reader: each gives an error that names the file and what is wrong, and costs no more memory than the file has bytes.
/// </summary>
public sealed class HostileFileTests
{
    private const string Good = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    public static TheoryData<string, byte[], string> Files()
    {
        var eight = new byte[8];
        var files = new TheoryData<string, byte[], string>();
        void Raw(string name, byte[] bytes, string message) => files.Add(name, bytes, message);
        void Header(string name, string header, int dataBytes, string message) =>
            Raw(name, SafetensorsBytes.Make(header, new byte[dataBytes]), message);
        void Tensor(string name, string description, int dataBytes, string message) =>
            Header(name, $$"""{"w":{{description}}}""", dataBytes, message);

        Raw("empty", [], "it has 0 bytes");
        Raw("seven bytes", new byte[7], "it has 7 bytes");
        Raw("header of no bytes", new byte[8], "does not start with '{'");
        Raw("header longer than file", SafetensorsBytes.Make(1000, Encoding.UTF8.GetBytes(Good), eight), "claims a header of 1000 bytes");
        Raw("header one byte longer than file", SafetensorsBytes.Make(3, "{}"u8.ToArray(), []), "claims a header of 3 bytes");
        Raw("largest header", SafetensorsBytes.Make(ulong.MaxValue, Encoding.UTF8.GetBytes(Good), eight), "claims a header of 18446744073709551615 bytes");
        Raw("negative header", SafetensorsBytes.Make(1UL << 63, Encoding.UTF8.GetBytes(Good), eight), "claims a header of 9223372036854775808 bytes");
        Raw("not UTF-8", SafetensorsBytes.Make([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}'], []), "not UTF-8");
        Raw("overlong UTF-8", SafetensorsBytes.Make([(byte)'{', (byte)'"', 0xC0, 0xAF, (byte)'"', (byte)'}'], []), "not UTF-8");
        Raw("byte order mark", SafetensorsBytes.Make([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'], []), "does not start with '{'");

        Header("array", "[]", 0, "does not start with '{'");
        Header("leading space", " {}", 0, "does not start with '{'");
        Header("unfinished", """{"w":{"dtype":"F32",""", 0, "not the JSON");
        Header("unfinished string", """{"w""", 0, "not the JSON");
        Header("second value", "{} {}", 0, "not the JSON");
        Header("trailing nul", "{}\0", 0, "not the JSON");
        Header("trailing comma", """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}""", 8, "not the JSON");
        Header("comment", "{/* */}", 0, "not the JSON");
        Header("half a surrogate pair", """{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "not the JSON");
        Header("deep nesting", string.Concat(Enumerable.Repeat("""{"a":""", 100_000)), 0, "tensor a has an unknown property a");
        Header("deep arrays", "{\"a\":" + new string('[', 100_000), 0, "tensor a is not described by an object");
        Header("deep shape", "{\"w\":{\"shape\":" + new string('[', 100_000), 0, "not the JSON");
        Header(
            "tensor twice",
            """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
            8,
            "the tensor w twice");
        Header(
            "tensor twice by escape",
            """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0077":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
            8,
            "the tensor w twice");
        Header("metadata twice", """{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ twice");
        Header("metadata key twice", """{"__metadata__":{"a":"1","a":"2"}}""", 0, "__metadata__ has a twice");
        Header("metadata not an object", """{"__metadata__":"a"}""", 0, "__metadata__ is not an object");
        Header("metadata not strings", """{"__metadata__":{"a":1}}""", 0, "__metadata__ holds something other than a string for a");
        Header("metadata nested", """{"__metadata__":{"a":{}}}""", 0, "__metadata__ holds something other than a string for a");

        Tensor("not an object", "7", 0, "tensor w is not described by an object");
        Tensor("null", "null", 0, "tensor w is not described by an object");
        Tensor("no dtype", """{"shape":[2],"data_offsets":[0,8]}""", 8, "tensor w lacks dtype");
        Tensor("no shape", """{"dtype":"F32","data_offsets":[0,8]}""", 8, "tensor w lacks shape");
        Tensor("no offsets", """{"dtype":"F32","shape":[2]}""", 8, "tensor w lacks data_offsets");
        Tensor("dtype twice", """{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, "tensor w has dtype twice");
        Tensor("shape twice", """{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}""", 8, "tensor w has shape twice");
        Tensor("unknown property", """{"dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1]}""", 8, "tensor w has an unknown property strides");
        Tensor("integers of another size", """{"dtype":"I64","shape":[1],"data_offsets":[0,4]}""", 4, "tensor w has 4 bytes, but I64 of shape [1] needs 8");
        Tensor("dtype a number", """{"dtype":32,"shape":[2],"data_offsets":[0,8]}""", 8, "tensor w has the dtype");
        Tensor("shape a number", """{"dtype":"F32","shape":2,"data_offsets":[0,8]}""", 8, "tensor w has a shape that is not an array");
        Tensor("shape of strings", """{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor("shape of fractions", """{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor("shape with exponent", """{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor("negative shape", """{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor("two negatives", """{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor(
            "extent beyond 64 bits", """{"dtype":"F32","shape":[18446744073709551618],"data_offsets":[0,8]}""", 8, "tensor w has a shape with something other");
        Tensor(
            "product beyond 64 bits",
            """{"dtype":"F32","shape":[4294967296,4294967296,2],"data_offsets":[0,8]}""",
            8,
            "tensor w has the shape [4294967296, 4294967296, 2]");
        Tensor("product that wraps to the size", """{"dtype":"F32","shape":[9223372036854775807,2,2],"data_offsets":[0,8]}""", 8, "more than any file holds");
        Tensor("bytes beyond 64 bits", """{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}""", 0, "more than any file holds");
        Tensor(
            "many axes",
            $$"""{"dtype":"F32","shape":[{{string.Join(",", Enumerable.Repeat("1", 100_000))}}],"data_offsets":[0,4]}""",
            4,
            "tensor w has a shape of more than 64 numbers");
        Tensor("one offset", """{"dtype":"F32","shape":[2],"data_offsets":[8]}""", 8, "tensor w has data_offsets [8]");
        Tensor("three offsets", """{"dtype":"F32","shape":[2],"data_offsets":[0,8,16]}""", 8, "tensor w has data_offsets [0, 8, 16]");
        Tensor("offsets backwards", """{"dtype":"F32","shape":[2],"data_offsets":[8,0]}""", 8, "tensor w has data_offsets [8, 0]");
        Tensor("negative offset", """{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}""", 8, "tensor w has a data_offsets with something other");
        Tensor("fewer bytes than the shape", """{"dtype":"F32","shape":[3],"data_offsets":[0,8]}""", 8, "tensor w has 8 bytes, but F32 of shape [3] needs 12");
        Tensor("more bytes than the shape", """{"dtype":"F16","shape":[2],"data_offsets":[0,8]}""", 8, "tensor w has 8 bytes, but F16 of shape [2] needs 4");
        Tensor("data cut off", """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 7, "tensor w ends at byte 8 of the data, but the file has only 7");
        Tensor("out of range by far", """{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}""", 8, "tensor w ends at byte 4000000000000");
        Tensor(
            "end at the largest offset",
            """{"dtype":"BF16","shape":[4611686018427387903],"data_offsets":[0,9223372036854775806]}""",
            8,
            "tensor w ends at byte 9223372036854775806");
        Tensor(
            "begins late",
            """{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""",
            8,
            "tensor w begins at byte 4 of the data, but the tensor before it ends at 0");
        Tensor("bytes left over", """{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", 8, "4 bytes follow the last tensor");
        Header("bytes without tensors", "{}", 1, "1 bytes follow the last tensor");
        Header(
            "overlap",
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
            12,
            "tensor b begins at byte 4 of the data, inside the tensor before it");
        Header(
            "same bytes",
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            8,
            "inside the tensor before it");
        Header(
            "gap",
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""",
            12,
            "tensor b begins at byte 8 of the data, but the tensor before it ends at 4");
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Gives_a_clear_error_and_little_memory(string name, byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("hostile.safetensors");
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path).Dispose());
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            error.Message.StartsWith(path + " cannot be read: ", StringComparison.Ordinal) && error.Message.Contains(message), $"{name}: {error.Message}");
        Assert.InRange(allocated, 0, 1_000_000 + 4L * bytes.Length);
    }

    [Fact]
    public void The_same_file_without_the_damage_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("good"), SafetensorsBytes.Make(Good, new byte[8]));
        SafetensorsFile.Open(folder.File("good")).Dispose();
    }

    [Fact]
    public void Every_truncation_of_a_good_file_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var good = SafetensorsBytes.Make(Good, new byte[8]);
        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(folder.File("short"), good[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(folder.File("short")).Dispose());
        }
    }

    [Fact]
    public void No_single_changed_byte_does_worse_than_an_error()
    {
        using var folder = new TemporaryFolder();
        var good = SafetensorsBytes.Make("""{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);
        var values = new float[2];
        var random = new Random(1);
        for (var trial = 0; trial < 3000; trial++)
        {
            var bytes = (byte[])good.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder.File("changed"), bytes);
            try
            {
                using var file = SafetensorsFile.Open(folder.File("changed"));
                if (file.TryGet("w", out var entry) && entry.Count == 2)
                    file.Read("w", values);
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith(folder.File("changed"), error.Message);
            }
        }
    }
}
