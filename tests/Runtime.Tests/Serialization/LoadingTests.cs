using StaticNets.Tests.Parameters;
using Xunit;

namespace StaticNets.Tests.Serialization;

/// <summary>What loading parameters refuses, what it can be told to let pass, and what it says of either.</summary>
public sealed class LoadingTests
{
    private static readonly ParameterLayout Pair = new("Pair", 4,
    [
        new ParameterInfo("norm1.weight", [2, 1], 0, [1, 1], default),
        new ParameterInfo("norm1.bias", [2], 2, [1], default),
    ]);

    private static readonly ParameterLayout Formed = new("Formed", 1, [new ParameterInfo("gru1.weight", [1], 0, [1], default)])
    {
        FileStatements = new Dictionary<string, string> { ["gru1.reset_after"] = "false" },
        RequiredStatements = new Dictionary<string, string> { ["gru1.reset_after"] = "declare ResetAfter = true" },
    };

    private const string Counters = """
        {"norm1.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"norm1.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},
         "norm1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[16,24]},"num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[24,32]}}
        """;

    [Fact]
    public void Counters_of_PyTorch_are_no_error()
    {
        var set = new ParameterSet(Pair);
        var report = set.Load(SafetensorsBytes.Make(Counters, [0, 0, 0x80, 0x3F, .. new byte[28]]).AsMemory());
        Assert.Equal([1, 0, 0, 0], set.Values);
        Assert.Equal(["norm1.num_batches_tracked", "num_batches_tracked"], report.Unknown.Select(entry => entry.Name));
        Assert.Equal("not loaded: norm1.num_batches_tracked I64 scalar, num_batches_tracked I64 scalar", report.ToString());
    }

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("BOOL", 1)]
    [InlineData("U8", 1)]
    [InlineData("F8_E4M3", 1)]
    [InlineData("F4", 5)]
    [InlineData("of tomorrow", 3)]
    public void A_type_that_is_not_read_fails_only_when_it_is_asked_for(string type, int size)
    {
        var header =
            """{"norm1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"other":"""
                + $$$"""{"dtype":"{{{type}}}","shape":[1],"data_offsets":[8,{{{8 + size}}}]}}""";
        using var file = SafetensorsFile.Open(SafetensorsBytes.Make(header, new byte[8 + size]).AsMemory(), "memory");
        file.Read("norm1.bias", new float[2]);
        Assert.Equal((SafetensorsType.Other, type), (file.Tensors[1].Type, file.Tensors[1].TypeName));
        Assert.StartsWith("memory: tensor other has the dtype ", Assert.Throws<InvalidDataException>(() => file.Read("other", new float[1])).Message);
        var needed = new ParameterSet(new ParameterLayout("Needed", 1, [new ParameterInfo("other", [1], 0, [1], default)]));
        Assert.Contains("\n  wrong type: other is ", Assert.Throws<InvalidDataException>(() => needed.Load(file, strict: false)).Message);
    }

    [Fact]
    public void Unknown_tensors_are_an_error_or_left_alone_and_reported()
    {
        var bytes = Bytes(
            new SafetensorsTensor("norm1.weight", [2, 1], [1, 2]),
            new SafetensorsTensor("norm1.bias", [2], [3, 4]),
            new SafetensorsTensor("head.weight", [1, 2], [5, 6]));
        var set = new ParameterSet(Pair);
        var error = Assert.Throws<InvalidDataException>(() => set.Load(bytes));
        Assert.Equal("the file in memory does not hold the parameters of Pair:\n  unexpected: head.weight 1x2", error.Message);
        var report = set.Load(bytes, strict: false);
        Assert.Equal([1, 2, 3, 4], set.Values);
        Assert.Equal("head.weight", Assert.Single(report.Unknown).Name);
        Assert.Equal("everything in the file was loaded", new ParameterSet(Pair).Load(Bytes([.. set.Tensors()])).ToString());

        set.Clear();
        set.Load(new MemoryStream(bytes.ToArray()), strict: false);
        Assert.Equal([1, 2, 3, 4], set.Values);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("set"), bytes.ToArray());
        Assert.Single(set.Load(folder.File("set"), strict: false).Unknown);
        Assert.Throws<InvalidDataException>(() => set.Load(folder.File("set")));
    }

    [Fact]
    public void What_is_missing_is_an_error_in_any_case_and_the_nearest_name_is_told()
    {
        var bytes = Bytes(new SafetensorsTensor("norm1.wieght", [2, 1], [1, 2]), new SafetensorsTensor("norm1.bias", [2], [3, 4]));
        var set = new ParameterSet(Pair);
        foreach (var strict in new[] { true, false })
            Assert.Contains(
                "\n  missing: norm1.weight 2x1; the file has norm1.wieght", Assert.Throws<InvalidDataException>(() => set.Load(bytes, strict: strict)).Message);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_whether_it_can_seek_or_not()
    {
        var set = new ParameterSet(Pair);
        set.Values[3] = 4;
        var bytes = Bytes([.. set.Tensors()]).ToArray();
        var stream = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        var loaded = new ParameterSet(Pair);
        loaded.Load(stream);
        Assert.Equal(set.Values, loaded.Values);
        using var pipe = new System.IO.Compression.DeflateStream(Deflated(bytes), System.IO.Compression.CompressionMode.Decompress);
        loaded.Clear();
        loaded.Load(pipe);
        Assert.Equal(set.Values, loaded.Values);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => loaded.Load(bytes.AsMemory(0, length)));
            Assert.Throws<InvalidDataException>(() => loaded.Load(new MemoryStream(bytes, 0, length)));
        }
    }

    [Fact]
    public void A_file_that_does_not_state_its_form_is_loaded_only_on_purpose()
    {
        var set = new ParameterSet(Formed);
        var silent = Bytes(new SafetensorsTensor("gru1.weight", [1], [7]));
        var error = Assert.Throws<InvalidDataException>(() => set.Load(silent));
        Assert.Contains(
            "\n  unknown form: gru1.reset_after is false here, and the file does not say what it is there; declare ResetAfter = true, or allow it",
            error.Message);
        Assert.Equal(0, set.Values[0]);
        Assert.Throws<InvalidDataException>(() => set.Load(silent, strict: false));
        set.Load(silent, allow: LoadAllowances.UnstatedForm);
        Assert.Equal(7, set.Values[0]);

        using var folder = new TemporaryFolder();
        set.Save(folder.File("own"));
        new ParameterSet(Formed).Load(folder.File("own"));
        var other = new ParameterSet(
            new ParameterLayout("Other", 1, Formed.Entries) { FileStatements = new Dictionary<string, string> { ["gru1.reset_after"] = "true" } });
        Assert.Contains(
            "otherwise trained", Assert.Throws<InvalidDataException>(() => other.Load(folder.File("own"), allow: LoadAllowances.UnstatedForm)).Message);
        other.Load(silent);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Elements_that_are_not_finite_are_named_on_loading_and_on_saving(float value, string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("set");
        var set = Layouts.Numbered();
        set.Save(path);
        var before = File.ReadAllBytes(path);
        set["dense1.weight"] = [1, 2, 3, 4, value, value];
        var refused = Assert.Throws<InvalidOperationException>(() => set.Save(path));
        Assert.Contains($"{path} is not written: dense1.weight[1, 1] is {text}", refused.Message);
        Assert.Equal(before, File.ReadAllBytes(path));

        set.Save(path, allowNonFinite: true);
        var loaded = Layouts.Numbered();
        var error = Assert.Throws<InvalidDataException>(() => loaded.Load(path));
        Assert.Contains($"dense1.weight[1, 1] is {text}", error.Message);
        Assert.Contains(path, error.Message);
        Assert.Equal(Layouts.Numbered().Values, loaded.Values);
        loaded.Load(path, allow: LoadAllowances.NonFinite);
        Assert.Equal(value, loaded["dense1.weight"][5]);

        set["dense1.weight"] = new float[6];
        set["scale"] = [value];
        Assert.Contains($"scale is {text}", Assert.Throws<InvalidOperationException>(() => set.Save(path)).Message);
    }

    [Fact]
    public void A_double_beyond_the_range_of_floats_and_a_sum_that_leaves_it_are_not_finite()
    {
        var set = new ParameterSet(new ParameterLayout("One", 1, [new ParameterInfo("b", [1], 0, [1], default) { Summand = "c" }]));
        var large = SafetensorsBytes.Make("""{"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", BitConverter.GetBytes(1e300));
        Assert.Contains("b[0] is Infinity", Assert.Throws<InvalidDataException>(() => set.Load(large.AsMemory())).Message);
        var sum = Bytes(new SafetensorsTensor("b", [1], [3e38f]), new SafetensorsTensor("c", [1], [3e38f]));
        Assert.Contains("'b + c'[0] is Infinity", Assert.Throws<InvalidDataException>(() => set.Load(sum)).Message);
    }

    [Fact]
    public void Names_in_messages_are_short_and_without_codes()
    {
        const string escape = "\u001b]0;owned\u0007\u202e";
        foreach (var name in new[] { new string('x', 10_000_000), escape, escape + new string('y', 1000), "a\nb", "it's \"quoted\"" })
        {
            var tensor = new SafetensorsTensor(name, [1], [1f]);
            var bytes = Bytes(tensor);
            Shown(Assert.Throws<InvalidDataException>(() => Layouts.Numbered().Load(bytes)).Message);
            using var file = SafetensorsFile.Open(bytes, "memory");
            Shown(Assert.Throws<ArgumentException>(() => file.Read(name + "z", new float[1])).Message);
            Shown(Assert.Throws<ArgumentException>(() => file.Read(name, new float[2])).Message);
            Shown(Assert.Throws<ArgumentException>(() => Bytes(tensor, tensor)).Message);
            Shown(file.Tensors[0].ToString());
            Shown(tensor.ToString());
            Shown(Layouts.Numbered().Load(Bytes([.. Layouts.Numbered().Tensors(), tensor]), strict: false).ToString());
            var cut = bytes[..^1];
            Shown(Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(cut, "memory")).Message);
        }

        var many = Enumerable.Range(0, 5000).Select(i => new SafetensorsTensor($"t{i}", [], [1f]));
        Assert.InRange(Assert.Throws<InvalidDataException>(() => Layouts.Numbered().Load(Bytes([.. many]))).Message.Length, 1, 10_000);
        Assert.Contains("\n  and 4904 more", Assert.Throws<InvalidDataException>(() => Layouts.Numbered().Load(Bytes([.. many]))).Message);

        static void Shown(string message)
        {
            Assert.InRange(message.Length, 1, 1000);
            Assert.DoesNotContain(message, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202e');
            Assert.DoesNotContain("a\nb", message);
        }
    }

    private static MemoryStream Deflated(byte[] bytes)
    {
        var memory = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(memory, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(bytes);
        memory.Position = 0;
        return memory;
    }

    private static ReadOnlyMemory<byte> Bytes(params SafetensorsTensor[] tensors)
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a"), tensors);
        return File.ReadAllBytes(folder.File("a"));
    }
}
