using StaticNets.Tests.Parameters;
using Xunit;

namespace StaticNets.Tests.Serialization;

public sealed class ParameterFileTests
{
    [Fact]
    public void What_is_saved_is_loaded_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var set = new ParameterSet(Layouts.Padded);
        set.Initialize(5);
        set["dense1.bias"] = [float.NaN, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue];
        set.Save(folder.File("set"), allowNonFinite: true);
        var loaded = new ParameterSet(Layouts.Padded);
        loaded.Load(folder.File("set"), allow: LoadAllowances.NonFinite);
        Assert.Equal(
            set.Values.ToArray().Select(BitConverter.SingleToUInt32Bits), loaded.Values.ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void The_file_has_pytorchs_order_whatever_the_order_in_memory()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        var bytes = File.ReadAllBytes(folder.File("set"));
        // The data are the last 20 floats: 1 to 20, tensor by tensor, each in row-major order.
        var data = Enumerable.Range(0, 20).Select(i => BitConverter.ToSingle(bytes, bytes.Length - 80 + 4 * i));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (float)i), data);
        using var file = SafetensorsFile.Open(folder.File("set"));
        Assert.Equal(["dense1.weight", "dense1.bias", "scale", "conv2d1.weight"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2, 1, 2, 2], file.Tensors[3].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void A_pytorch_file_of_other_types_and_names_is_loaded_with_a_map()
    {
        const string header = """
            {"__metadata__":{"format":"pt"},
             "fc.weight":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},
             "dense1.bias":{"dtype":"BF16","shape":[5],"data_offsets":[12,22]},
             "scale":{"dtype":"F64","shape":[],"data_offsets":[22,30]},
             "conv2d1.weight":{"dtype":"F32","shape":[2,1,2,2],"data_offsets":[30,62]}}
            """;
        var data = new List<byte>();
        foreach (var value in new[] { 1, 2, 3, 4, 5, 6 })
            data.AddRange(BitConverter.GetBytes((Half)value));
        foreach (var value in new[] { 7f, 8, 9, 10, 11 })
            data.AddRange(BitConverter.GetBytes(value)[2..]);
        data.AddRange(BitConverter.GetBytes(12.0));
        foreach (var value in new[] { 13f, 14, 15, 16, 17, 18, 19, 20 })
            data.AddRange(BitConverter.GetBytes(value));
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("torch"), SafetensorsBytes.Make(header, [.. data]));
        var set = new ParameterSet(Layouts.Padded);
        set.Load(folder.File("torch"), new Dictionary<string, string> { ["dense1.weight"] = "fc.weight" });
        Assert.Equal(Layouts.Numbered().Values.ToArray(), set.Values.ToArray());
    }

    private static ParameterLayout TwoBiases { get; } = new(
        "TwoBiases", 4, [new ParameterInfo("rnn1.bias_ih_l0", [3], 0, [1], Initializer.Constant(1)) { Summand = "rnn1.bias_hh_l0" }])
    {
        FileStatements = new Dictionary<string, string> { ["rnn1.form"] = "plain" },
    };

    [Fact]
    public void A_summand_is_added_and_is_saved_as_zeros()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(
            folder.File("two"), [new SafetensorsTensor("rnn1.bias_ih_l0", [3], [1, 2, 3]), new SafetensorsTensor("rnn1.bias_hh_l0", [3], [10, 20, 30])]);
        var set = new ParameterSet(TwoBiases);
        set.Load(folder.File("two"));
        Assert.Equal([11, 22, 33], set["rnn1.bias_ih_l0"]);

        set.Save(folder.File("saved"));
        using var file = SafetensorsFile.Open(folder.File("saved"));
        var values = new float[3];
        file.Read("rnn1.bias_ih_l0", values);
        Assert.Equal([11, 22, 33], values);
        file.Read("rnn1.bias_hh_l0", values);
        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void A_summand_may_be_missing_or_have_another_name_but_no_other_shape()
    {
        using var folder = new TemporaryFolder();
        var set = new ParameterSet(TwoBiases);
        Safetensors.Write(folder.File("one"), [new SafetensorsTensor("rnn1.bias_ih_l0", [3], [1, 2, 3])]);
        set.Load(folder.File("one"));
        Assert.Equal([1, 2, 3], set["rnn1.bias_ih_l0"]);

        Safetensors.Write(folder.File("named"), [new SafetensorsTensor("rnn1.bias_ih_l0", [3], [1, 2, 3]), new SafetensorsTensor("b", [3], [10, 20, 30])]);
        set.Load(folder.File("named"), new Dictionary<string, string> { ["rnn1.bias_hh_l0"] = "b" });
        Assert.Equal([11, 22, 33], set["rnn1.bias_ih_l0"]);

        Safetensors.Write(
            folder.File("other"), [new SafetensorsTensor("rnn1.bias_ih_l0", [3], [1, 2, 3]), new SafetensorsTensor("rnn1.bias_hh_l0", [2], [10, 20])]);
        var error = Assert.Throws<InvalidDataException>(() => set.Load(folder.File("other")));
        Assert.Contains("wrong shape: rnn1.bias_hh_l0 is 2, but 3 is needed", error.Message);
        Assert.Equal([11, 22, 33], set["rnn1.bias_ih_l0"]);
    }

    [Fact]
    public void A_negative_zero_with_a_summand_comes_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var set = new ParameterSet(TwoBiases);
        set["rnn1.bias_ih_l0"] = [-0f, 0, float.NaN];
        set.Save(folder.File("set"), allowNonFinite: true);
        var loaded = new ParameterSet(TwoBiases);
        loaded.Load(folder.File("set"), allow: LoadAllowances.NonFinite);
        Assert.Equal(set.Values.ToArray().Select(BitConverter.SingleToUInt32Bits), loaded.Values.ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void A_file_that_says_otherwise_of_its_network_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        var set = new ParameterSet(TwoBiases);
        set.Save(folder.File("set"));
        var other = new ParameterSet(
            new ParameterLayout("Other", 4, TwoBiases.Entries) { FileStatements = new Dictionary<string, string> { ["rnn1.form"] = "fancy" } });
        var error = Assert.Throws<InvalidDataException>(() => other.Load(folder.File("set")));
        Assert.Contains("\n  otherwise trained: rnn1.form is plain in the file, but fancy here", error.Message);
    }

    [Fact]
    public void All_mismatches_are_in_one_error_and_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("other"),
        [
            new SafetensorsTensor("dense1.weight", [3, 2], new float[6]),
            new SafetensorsTensor("dense1.bias", [5], new float[5]),
            new SafetensorsTensor("scale", [1], new float[1]),
            new SafetensorsTensor("dense2.weight", [1, 4], new float[4]),
        ]);
        var set = Layouts.Numbered();
        var error = Assert.Throws<InvalidDataException>(() => set.Load(folder.File("other")));
        Assert.Equal(
            $"""
            {folder.File("other")} does not hold the parameters of Padded:
              wrong shape: dense1.weight is 3x2, but 2x3 is needed
              wrong shape: scale is 1, but scalar is needed
              missing: conv2d1.weight 2x1x2x2
              unexpected: dense2.weight 1x4
            """,
            error.Message);
        Assert.Equal(Layouts.Numbered().Values.ToArray(), set.Values.ToArray());
    }

    [Fact]
    public void A_map_of_names_that_no_parameter_has_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        var error = Assert.Throws<ArgumentException>(
            "names", () => Layouts.Numbered().Load(folder.File("set"), new Dictionary<string, string> { ["dense1.wait"] = "x" }));
        Assert.Contains("did you mean 'dense1.weight'?", error.Message);
    }

    [Fact]
    public void A_checkpoint_is_loaded_by_its_parts()
    {
        using var folder = new TemporaryFolder();
        var (parameters, momentum) = (Layouts.Numbered(), Layouts.Numbered());
        foreach (ref var value in momentum.Values)
            value *= 2;
        Safetensors.Write(
            folder.File("checkpoint"),
            [.. parameters.Tensors(), .. momentum.Tensors("optimizer.momentum."), new SafetensorsTensor("optimizer.t", [1], [7f])],
            new Dictionary<string, string> { ["step"] = "7" });

        var loaded = new ParameterSet(Layouts.Padded);
        loaded.Load(folder.File("checkpoint"));
        Assert.Equal(parameters.Values.ToArray(), loaded.Values.ToArray());
        using var file = SafetensorsFile.Open(folder.File("checkpoint"));
        loaded.Load(file, prefix: "optimizer.momentum.");
        Assert.Equal(momentum.Values.ToArray(), loaded.Values.ToArray());
        Assert.Equal("7", file.Metadata["step"]);
    }

    [Fact]
    public void Padding_is_not_in_the_file_and_stays_zero()
    {
        using var folder = new TemporaryFolder();
        var set = Layouts.Numbered();
        set.Save(folder.File("set"));
        using (var file = SafetensorsFile.Open(folder.File("set")))
            Assert.Equal(20, file.Tensors.Sum(tensor => tensor.Count));
        var loaded = new ParameterSet(Layouts.Padded);
        loaded.Values.Fill(9);
        loaded.Load(folder.File("set"));
        Assert.Equal(set.Values.ToArray(), loaded.Values.ToArray());
    }
}
