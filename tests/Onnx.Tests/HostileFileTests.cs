using Google.Protobuf;
using StaticNets.Tests;

namespace StaticNets.Onnx.Tests;

/// <summary>Damaged and malicious files are an error: no other exception, no endless work, no memory in proportion to what they claim.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void Of_random_damage()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("m.onnx");
        byte[][] models = [.. Models().Select(model => model.Proto.ToByteArray())];
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. models[i % models.Length]];
            if (i % 5 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            for (var j = random.Next(4); j >= 0 && bytes.Length > 0; j--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);
            try
            {
                OnnxImporter.Import(path);
            }
            catch (ImportException)
            {
            }
        }
    }

    [Theory]
    [InlineData("y = ConstantOfShape(big)")]
    [InlineData("y = Expand(one, big)")]
    [InlineData("y = Tile(one, big)")]
    [InlineData("y = Range(zero, far, step)")]
    public void That_make_huge_constants_of_small_ones(string node)
        => Assert.Contains(
            "elements",
            new TestModel().Input("x", "N", 4).Integers("big", 1 << 20, 1 << 20).Integers("far", long.MaxValue).Integers("zero", 0).Integers("step", 1)
                .Weight("one", [1, 1], [1]).Node(node).Node("z = Add(x, y)").Output("z").Refusal().Message);

    [Fact]
    public void That_claim_more_elements_than_there_are_bytes()
    {
        var tensor = new Proto.TensorProto { Name = "w", DataType = 1, Dims = { 1 << 30 }, RawData = ByteString.CopyFrom(1, 2, 3, 4) };
        Assert.Contains("4 bytes", new TestModel().Input("x", "N", 4).Weight(tensor).Node("y = Add(x, w)").Output("y").Refusal().Message);
        tensor = new() { Name = "w", DataType = 1, Dims = { -4 } };
        Assert.Contains("more than can be read", new TestModel().Input("x", "N", 4).Weight(tensor).Node("y = Add(x, w)").Output("y").Refusal().Message);
    }

    [Fact]
    public void Whose_nodes_read_what_nothing_gives()
        => Assert.Contains("it reads 'y', which no node before it gives",
            new TestModel().Input("x", "N", 4).Node("y = Add(x, y)").Output("y").Refusal().Message);

    [Fact]
    public void Whose_graphs_lie_in_each_other_without_end()
    {
        var graph = new Proto.GraphProto { Output = { new Proto.ValueInfoProto { Name = "o" } } };
        for (var i = 0; i < 40; i++)
        {
            var node = new Proto.NodeProto { OpType = "If", Input = { "c" }, Output = { "o" } };
            node.Attribute.Add(new Proto.AttributeProto { Name = "then_branch", G = graph });
            graph = new() { Output = { new Proto.ValueInfoProto { Name = "o" } }, Node = { node } };
        }
        var condition = new Proto.TensorProto { Name = "c", DataType = 9, Int32Data = { 1 } };
        Assert.NotEmpty(new TestModel().Input("x", "N", 4).Weight(condition).Node("y = If(c)", ("then_branch", graph)).Output("y").Refusal().Message);
    }

    [Fact]
    public void Whose_names_are_no_identifiers()
    {
        var result = new TestModel().Input("a \"]\n[b", "N", 4).Weight("9\u2028.weight", 4,
            3).Node("p = MatMul(a \"]\n[b, 9\u2028.weight)").Output("p").Import();
        Assert.DoesNotContain("\u2028", result.Source);
        Assert.Contains("[Input(4, Name = \"aB\")]", result.Source);
    }

    private static IEnumerable<TestModel> Models()
    {
        yield return new TestModel().Input("x", "N", 1, 8, 8).Weight("w", 2, 1, 3, 3).Weight("b", 2).Node("a = Conv(x, w, b)", ("pads", new[] { 1, 1, 1, 1 }))
            .Node("c = MaxPool(a)", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })).Node("y = Flatten(c)").Output("y");
        yield return new TestModel().Input("x", 2, 3, 4).Integers("s", 4, -1).Integers("axes", 0, 1).Node("a = Reshape(x, s)").Node("b = Transpose(a)")
            .Node("c = ReduceSum(b, axes)").Node("d = Shape(b)").Node("y = Expand(c, d)").Output("y");
        yield return new TestModel().Input("x", 5, 1, 3).Weight("w", 1, 8, 3).Weight("r", 1, 8, 2).Node("y, h = LSTM(x, w, r)",
            ("hidden_size", 2)).Output("y").Output("h");
        yield return new TestModel().Input("x", 1, 2, 4, 4).Weight("scales", [4], [1, 1, 2, 2]).Integers("p", 0, 0, 1, 1, 0, 0, 1, 1)
            .Node("a = Resize(x, , scales)", ("mode", "cubic")).Node("b = Pad(a, p)").Node("y = Softmax(b)").Output("y");
    }
}
