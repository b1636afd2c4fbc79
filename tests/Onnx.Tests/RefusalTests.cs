using StaticNets.Tests;

namespace StaticNets.Onnx.Tests;

/// <summary>What cannot be expressed says where, what, and what works.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Names_the_file_the_node_and_its_operator()
    {
        var refusal = new TestModel().Input("x", "N", 4).Node("y = Asinh(x)").Output("y").Refusal();
        Assert.Equal(("the Asinh", "Asinh"), (refusal.Node, refusal.Operator));
        Assert.EndsWith("net.onnx: node 'the Asinh' (Asinh): there is no layer for Asinh; see docs/onnx.md for what there is", refusal.Message);
    }

    [Fact]
    public void A_dimension_without_a_size_is_named()
    {
        var model = new TestModel().Input("x", "N", "seq", 4).Node("y = Relu(x)").Output("y");
        Assert.Contains("dimension 'seq' of input 'x'", model.Refusal().Message);
        Assert.Equal("[Input(6, 4, Name = \"x\")]\n[Relu]", model.Layers(new ImportOptions { Dimensions = new Dictionary<string, int> { ["seq"] = 6 } }));
    }

    [Fact]
    public void An_input_that_must_be_known_is_named_and_can_be_given()
    {
        var model = new TestModel().Input("x", "N", 1, 4, 4).Input("w", 2, 1, 3, 3).Node("y = Conv(x, w)").Output("y");
        var refusal = model.Refusal(new ImportOptions());
        Assert.Equal("w", refusal.UnknownInput);
        var given = new ImportOptions { Inputs = new Dictionary<string, ConstantTensor> { ["w"] = ConstantTensor.OfFloats([2, 1, 3, 3], new float[18]) } };
        Assert.Equal("[Input(1, 4, 4, Name = \"x\")]\n[Conv2d(2, 3, Bias = false)]", model.Layers(given).Replace(", Name = \"the_Conv\"", ""));
    }

    [Theory]
    [InlineData("batch", "y = Reshape(x, shape)", "puts examples of a batch together")]
    public void A_batch_that_would_be_mixed_is_refused(string dimension, string node, string message)
        => Assert.Contains(message, new TestModel().Input("x", dimension, 6, 4).Integers("shape", -1, 4).Node(node).Output("y").Refusal().Message);

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("inside/../../outside.bin")]
    [InlineData("")]
    public void Data_outside_of_the_models_folder_are_not_read(string location)
    {
        var tensor = new Proto.TensorProto
        {
            Name = "w",
            DataType = (int)Proto.TensorProto.Types.DataType.Float,
            DataLocation = Proto.TensorProto.Types.DataLocation.External,
            Dims = { 4 },
            ExternalData = { new Proto.StringStringEntryProto { Key = "location", Value = location } },
        };
        var refusal = new TestModel().Input("x", "N", 4).Weight(tensor).Node("y = Add(x, w)").Output("y").Refusal();
        Assert.Contains("which is not in the model's folder", refusal.Message);
    }

    [Fact]
    public void Data_beside_the_model_are_read()
    {
        using var folder = new TemporaryFolder();
        var tensor = new Proto.TensorProto
        {
            Name = "w",
            DataType = (int)Proto.TensorProto.Types.DataType.Float,
            DataLocation = Proto.TensorProto.Types.DataLocation.External,
            Dims = { 32 },
            ExternalData =
            {
                new Proto.StringStringEntryProto { Key = "location", Value = "w.bin" },
                new Proto.StringStringEntryProto { Key = "offset", Value = "4" },
            },
        };
        var model = new TestModel().Input("x", "N", 32).Weight(tensor).Node("y = Mul(x, w)").Output("y");
        File.WriteAllBytes(folder.File("m.onnx"), Google.Protobuf.MessageExtensions.ToByteArray(model.Proto));
        File.WriteAllBytes(folder.File("w.bin"), [.. Enumerable.Range(-1, 33).SelectMany(i => BitConverter.GetBytes((float)i))]);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (float)i), OnnxImporter.Import(folder.File("m.onnx")).Parameters[0].Values);
        File.WriteAllBytes(folder.File("w.bin"), new byte[131]);
        Assert.Contains("it is cut off", Assert.Throws<ImportException>(() => OnnxImporter.Import(folder.File("m.onnx"))).Message);
    }
}
