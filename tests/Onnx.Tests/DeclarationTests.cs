namespace StaticNets.Onnx.Tests;

/// <summary>What models become: declarations as a person would write them.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void A_convolutional_network_is_a_line_for_each_layer_under_PyTorchs_names()
    {
        var result = LeNet().Import(new ImportOptions { Class = "LeNet", Namespace = "My.Networks" });
        Assert.Equal(
            """
            using StaticNets;

            namespace My.Networks;

            /// <summary>Made of the ONNX model net.onnx.</summary>
            [Network]
            [Input(1, 8, 8, Name = "image")]
            [Conv2d(2, 3, Padding = 1, Name = "conv1"), Relu]
            [MaxPool(2), Flatten]
            [Dense(3, Name = "fc"), Softmax]
            public sealed partial class LeNet;

            """.ReplaceLineEndings("\n"),
            result.Source);
        Assert.Equal(["conv1.weight", "conv1.bias", "fc.weight", "fc.bias"], result.Parameters.Select(parameter => parameter.Name));
        var input = Assert.Single(result.Inputs);
        Assert.Equal(("image", "image", 0), (input.Model, input.Network, input.BatchAxis));
    }

    [Fact]
    public void Parameters_are_a_file_that_the_runtime_reads()
    {
        using var folder = new StaticNets.Tests.TemporaryFolder();
        var result = LeNet().Import();
        result.SaveParameters(folder.File("p.safetensors"));
        using var file = SafetensorsFile.Open(folder.File("p.safetensors"));
        Assert.Equal(result.Parameters.Select(parameter => parameter.Name), file.Tensors.Select(tensor => tensor.Name));
        var weight = result.Parameters[2];
        var values = new float[weight.Values.Length];
        file.Read(weight.Name, values);
        Assert.Equal(weight.Values, values);
        Assert.Equal([3L, 32], file.Tensors[2].Shape);
    }

    [Fact]
    public void A_product_and_the_sum_behind_it_are_one_dense_layer()
        => Assert.Equal(
            """
            [Input(4, Name = "x")]
            [Dense(3, Name = "the_MatMul")]
            """.ReplaceLineEndings("\n"),
            new TestModel().Input("x", "N", 4).Weight("w", 4, 3).Weight("b", 3).Node("p = MatMul(x, w)").Node("y = Add(b, p)").Output("y").Layers());

    [Fact]
    public void Gelu_is_recognised_in_what_exporters_spell_out()
        => Assert.Equal(
            """
            [Input(4, Name = "x")]
            [Gelu]
            """.ReplaceLineEndings("\n"),
            new TestModel().Input("x", "N", 4).Weight("root", [], [1.4142135f]).Weight("one", [], [1]).Weight("half", [], [0.5f])
                .Node("a = Div(x, root)").Node("b = Erf(a)").Node("c = Add(b, one)").Node("d = Mul(x, c)").Node("y = Mul(d, half)").Output("y").Layers());

    [Fact]
    public void Transpositions_that_undo_each_other_are_no_layers()
        => Assert.Equal(
            """
            [Input(3, 6, 5, Name = "x")]
            [Relu]
            """.ReplaceLineEndings("\n"),
            new TestModel().Input("x", "N", 3, 6, 5).Node("a = Transpose(x)", ("perm", new[] { 0, 2, 3, 1 })).Node("b = Relu(a)")
                .Node("y = Transpose(b)", ("perm", new[] { 0, 3, 1, 2 })).Output("y").Layers());

    [Fact]
    public void Shapes_that_are_computed_are_known()
        => Assert.Equal(
            """
            [Input(6, 2, Name = "x")]
            [Relu, Flatten]
            """.ReplaceLineEndings("\n"),
            new TestModel().Input("x", "N", 6, 2).Integers("zero", 0).Integers("rest", -1).Node("s = Shape(x)").Node("n = Gather(s, zero)")
                .Node("t = Concat(n, rest)", ("axis", 0)).Node("r = Reshape(x, t)").Node("y = Relu(r)").Output("y").Layers());

    [Fact]
    public void Tokens_are_what_an_embedding_reads()
    {
        var result = new TestModel().Input("ids", Proto.TensorProto.Types.DataType.Int64, "N", 7).Weight("table", 10,
            4).Node("y = Gather(table, ids)").Output("y").Import();
        Assert.Contains("[Tokens(7, 10, Name = \"ids\")]\n[Embedding(4", result.Source);
        Assert.Equal(ImportedKind.Tokens, Assert.Single(result.Inputs).Kind);
    }

    [Fact]
    public void Further_outputs_have_the_models_names_and_the_first_is_the_last_value()
    {
        var result = new TestModel().Input("x", "N", 4).Node("a = Relu(x)").Node("b = Tanh(a)").Output("a").Output("b").Import();
        Assert.Contains("[Output(\"b\")]", result.Source);
        Assert.Equal(["output", "b"], result.Outputs.Select(output => output.Network));
    }

    [Fact]
    public void A_branch_of_a_known_condition_is_taken()
    {
        var then = new Proto.GraphProto { Output = { new Proto.ValueInfoProto { Name = "t" } }, Node = { Node("Relu", "x", "t") } };
        var otherwise = new Proto.GraphProto { Output = { new Proto.ValueInfoProto { Name = "e" } }, Node = { Node("Tanh", "x", "e") } };
        var condition = new Proto.TensorProto { Name = "c", DataType = (int)Proto.TensorProto.Types.DataType.Bool, Int32Data = { 0 } };
        Assert.Equal(
            "[Input(4, Name = \"x\")]\n[Tanh]",
            new TestModel().Input("x", "N", 4).Weight(condition).Node("y = If(c)", ("then_branch", then), ("else_branch", otherwise)).Output("y").Layers());

        static Proto.NodeProto Node(string kind, string input, string output) => new() { OpType = kind, Input = { input }, Output = { output } };
    }

    private static TestModel LeNet() => new TestModel().Input("image", "batch", 1, 8, 8).Weight("conv1.weight", 2, 1, 3, 3).Weight("conv1.bias", 2)
        .Weight("fc.weight", 3, 32).Weight("fc.bias", 3)
        .Node("a = Conv(image, conv1.weight, conv1.bias)", ("pads", new[] { 1, 1, 1, 1 })).Node("b = Relu(a)")
        .Node("c = MaxPool(b)", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 })).Node("d = Flatten(c)")
        .Node("e = Gemm(d, fc.weight, fc.bias)", ("transB", 1)).Node("y = Softmax(e)", ("axis", -1)).Output("y");
}
