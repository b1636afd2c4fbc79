using StaticNets.Data;
using StaticNets.Data.Text;
using StaticNets.Generation;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Null elements, negative numbers and products that overflow: each is an error that names the argument.</summary>
public sealed class ArgumentTests
{
    [Fact]
    public void Null_elements_are_named()
    {
        using var folder = new TemporaryFolder();
        Refused("tensors", "null as element 1", () => Safetensors.Write(folder.File("a"), [new SafetensorsTensor("a", [], [1f]), null!]));
        Refused("metadata", "null for key", () => Safetensors.Write(folder.File("a"), [], new Dictionary<string, string> { ["key"] = null! }));
        Refused("inputs", "null as input 0", () => new Dataset([null!]));
        Refused("inputs", "null as input 1", () => new Dataset([Column.OfValues([1f], 1), null!], Column.OfIndices(new int[1])));
        Refused("texts", "null", () => Vocabulary.Build(["a", null!], TokenUnit.Word));
        Refused("entries", "null as number 0", () => new ParameterLayout("a", 1, [null!]));
        Refused("entries", "is missing", () => new ParameterLayout("a", 1, default));
        Refused("entries", "lacks a name", () => new ParameterLayout("a", 1, [new ParameterInfo(null!, [1], 0, [1], default)]));
        Refused("entries", "lacks a name, a shape", () => new ParameterLayout("a", 1, [new ParameterInfo("w", default, 0, default, default)]));
        Refused("names", "to null", () =>
            Parameters.Layouts.Numbered().Load(Serialization.SafetensorsBytes.Make("{}").AsMemory(), new Dictionary<string, string> { ["scale"] = null! }));
        Refused("values", "", () => new SafetensorsTensor("a", [1], (float[])null!));
        Refused("shape", "is missing", () => new SafetensorsTensor("a", default, _ => { }));
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Negative_shapes_and_those_that_overflow_are_named()
    {
        Refused("shape", "an extent of -1", () => new SafetensorsTensor("a", [-1], _ => { }));
        Refused("shape", "an extent of -1", () => new SafetensorsTensor("a", [-1, -1], [1f]));
        Refused("shape", "65536x65536, more elements", () => new SafetensorsTensor("a", [65536, 65536], _ => { }));
        Refused("shape", "more elements", () => new SafetensorsTensor("a", [65536, 65536, 65536, 65536, 65536], []));
        Assert.Equal("a 65536x65536x0", new SafetensorsTensor("a", [65536, 65536, 0], []).ToString());
        Refused("entries", "more elements", () => new ParameterLayout("a", 1, [new ParameterInfo("w", [65536, 65536], 0, [0, 0], default)]));
        Refused("entries", "reaches element", () => new ParameterLayout("a", 1, [new ParameterInfo("w", [2, 2], 0, [int.MaxValue, int.MaxValue], default)]));
        Refused("shape", "an extent of -2", () => IdxFile.Read(new MemoryStream(), "a", -2));
    }

    [Fact]
    public void Numbers_beyond_what_arrays_hold_are_named()
    {
        Refused("width", "at most", () => new BeamSearch(int.MaxValue, 2, 2, 0));
        Refused("width", "at most", () => new BeamSearch(2, int.MaxValue, 2, 0));
        Refused("width", "at most", () => new BeamSearch(2, 2, int.MaxValue, 0));
        Refused("width", "at most", () => new BeamSearch(100_000, 100_000, 2, 0));
        Refused("count", "at most", () => new Sequences.RunningSums.State(int.MaxValue));
        Refused("threads", "at most", () => new Evaluator<TestNetwork>(TestNetwork.Create(1), int.MaxValue));
        Refused("threads", "at least", () => new Evaluator<TestNetwork>(TestNetwork.Create(1), int.MinValue));
        Refused("minimumFrequency", "negative", () => Vocabulary.Build(["a"], TokenUnit.Word, minimumFrequency: -1));
        Assert.Contains("50000 classes", Assert.Throws<InvalidOperationException>(() => new ConfusionMatrix(50_000, [], [])).Message);
    }

    [Fact]
    public void An_IDX_file_of_another_shape_is_refused_before_its_elements_are_read()
    {
        // 2^29 elements by its header, of which none is there.
        byte[] header = [0, 0, 8, 3, 0, 8, 0, 0, 0, 0, 0, 32, 0, 0, 0, 32];
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(header), "digits", -1, 28, 28));
        Assert.Equal("digits has the shape 524288x32x32, but anyx28x28 is needed.", error.Message);
        Assert.Contains(
            "cut off: it has 0 of", Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(header), "digits", -1, 32, 32)).Message);
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(header), "digits", -1));
    }

    [Theory]
    [InlineData("StaticNets vocabulary 1 Character 9\n<unk>\nab\n", "line 3: 'ab'")]
    [InlineData("StaticNets vocabulary 1 Character 9\n<unk>\na\nbc\n", "line 4: 'bc'")]
    [InlineData("StaticNets vocabulary 1 Character 9\n<unk>\n<pad>\na\nbc\n", "line 5: 'bc'")]
    [InlineData("StaticNets vocabulary 1 Character 9 1\n<unk>\n<pad>\nbc\n", "line 4: 'bc'")]
    [InlineData("StaticNets vocabulary 1 Character 9 0\n<unk>\nbc\n", "line 3: 'bc'")]
    [InlineData("StaticNets vocabulary 1 Character 9 0\n<unk>\n\n", "line 3: ''")]
    [InlineData("StaticNets vocabulary 1 Character 9 0\n<unk>\n\\u001b[2J\n", "line 3: '\\u{1b}[2J'")]
    [InlineData("StaticNets vocabulary 1 Word 9 0\n<unk>\na b\n", "line 3: 'a b'")]
    [InlineData("StaticNets vocabulary 1 Word 9 3\n<unk>\na\n", "3 tokens are reserved")]
    [InlineData("StaticNets vocabulary 1 Word 9 -1\n<unk>\na\n", "line 1")]
    public void A_vocabulary_with_tokens_that_no_text_has_is_refused(string contents, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("vocabulary"), contents);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Vocabulary.Load(folder.File("vocabulary"))).Message);
    }

    [Fact]
    public void Reserved_tokens_may_be_anything_and_come_back()
    {
        using var folder = new TemporaryFolder();
        foreach (var saved in new[]
        {
            Vocabulary.Build(["abc"], TokenUnit.Character, reserved: ["_", "<pad>", "<end of text>"]), Vocabulary.Build(
                [], TokenUnit.Character, reserved: ["<pad>"]),
            Vocabulary.Build(["a b"], TokenUnit.Word, reserved: ["two words"]), Vocabulary.Letters,
        })
        {
            saved.Save(folder.File("vocabulary"));
            var loaded = Vocabulary.Load(folder.File("vocabulary"));
            Assert.Equal(saved.Tokens, loaded.Tokens);
            Assert.Equal(saved.ReservedCount, loaded.ReservedCount);
        }

        File.WriteAllText(folder.File("vocabulary"), "StaticNets vocabulary 1 Character 9\n<unk>\n<pad>\n<eos>\na\n");
        Assert.Equal(2, Vocabulary.Load(folder.File("vocabulary")).ReservedCount);
    }

    private static void Refused(string argument, string why, Func<object?> act) => Refused(argument, why, () => { act(); });

    private static void Refused(string argument, string why, Action act)
    {
        var error = Assert.ThrowsAny<ArgumentException>(act);
        Assert.Equal(argument, error.ParamName);
        Assert.Contains(why, error.Message);
    }
}
