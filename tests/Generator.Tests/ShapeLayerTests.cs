using StaticNets.Generator.Passes;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Values of up to five dimensions, and the layers that give values another shape or have values of their own.</summary>
public sealed class ShapeLayerTests
{
    [Theory]
    [InlineData("[Input(2, 3, 4)] [Reshape(4, 6)]", new[] { 4, 6 })]
    [InlineData("[Input(2, 3, 4)] [Reshape(-1, 8)]", new[] { 3, 8 })]
    [InlineData("[Input(24)] [Reshape(2, 1, 3, 4, 1)]", new[] { 2, 1, 3, 4, 1 })]
    [InlineData("[Input(2, 3, 4)] [Permute(2, 0, -2)]", new[] { 4, 2, 3 })]
    [InlineData("[Input(2, 3, 4, 5, 6)] [Permute(4, 3, 2, 1, 0)]", new[] { 6, 5, 4, 3, 2 })]
    [InlineData("[Input(9, 5)] [Slice(0, -4, 2, Step = 3)]", new[] { 2, 5 })]
    [InlineData("[Input(9, 5)] [Slice(-1, 1, 3)]", new[] { 9, 3 })]
    [InlineData("[Input(3, 4, 5)] [Reduce]", new[] { 3 })]
    [InlineData("[Input(4, 5)] [Reduce]", new[] { 5 })]
    [InlineData("[Input(5)] [Reduce]", new[] { 1 })]
    [InlineData("[Input(2, 3, 4, 5)] [Reduce]", new[] { 5 })]
    [InlineData("[Input(2, 3, 4, 5)] [Reduce(Kind = Reduction.Max, Axes = [0, -2])]", new[] { 3, 5 })]
    [InlineData("[Input(2, 3)] [Reduce(Axes = new int[] { 1, 0 })]", new[] { 1 })]
    [InlineData("[Input(3, 5, Name = \"a\")] [Input(2, 3)] [MatMul(\"a\")]", new[] { 2, 5 })]
    [InlineData("[Input(5, 3, Name = \"a\")] [Input(2, 3)] [MatMul(\"a\", Transpose = true)]", new[] { 2, 5 })]
    [InlineData("[Input(4, 1, 3, 5, Name = \"a\")] [Input(6, 2, 3)] [MatMul(\"a\")]", new[] { 4, 6, 2, 5 })]
    [InlineData("[Input(7, 3, Name = \"a\")] [Input(2, 6, 5, 3)] [MatMul(\"a\", Transpose = true)]", new[] { 2, 6, 5, 7 })]
    [InlineData("[Input(3, 5, Name = \"a\")] [Input(3)] [MatMul(\"a\")]", new[] { 5 })]
    [InlineData("[Input(3, Name = \"a\")] [Input(4, 2, 3)] [MatMul(\"a\")]", new[] { 4, 2 })]
    [InlineData("[Input(3, Name = \"a\")] [Input(3)] [MatMul(\"a\")]", new[] { 1 })]
    [InlineData("[Input(2, 3, 4, Name = \"a\")] [Input(2, 3, 5)] [Concat(\"a\", Axis = 2)]", new[] { 2, 3, 9 })]
    [InlineData("[Input(1, 3, Name = \"a\")] [Input(2, 3)] [Concat(\"a\", Axis = -2)]", new[] { 3, 3 })]
    [InlineData("[Input(2, 3, 4, 5, Name = \"a\")] [Input(2, 3, 4, 1)] [Concat(\"a\")]", new[] { 2, 3, 4, 6 })]
    [InlineData("[Input(2, 3, 4, 5)] [Dense(7)]", new[] { 2, 3, 4, 7 })]
    [InlineData("[Input(2, 3, 4, 5, 6)] [LayerNorm, Softmax, RmsNorm, LogSoftmax, PRelu, Relu, Flatten]", new[] { 720 })]
    [InlineData("[Input(6, Name = \"a\")] [Input(2, 3, 4, 5, 6)] [Multiply(\"a\")]", new[] { 2, 3, 4, 5, 6 })]
    [InlineData("[Constant(1, 2, 3, Name = \"a\")] [Input(4, 3)] [Add(\"a\")]", new[] { 4, 3 })]
    [InlineData("[Input(4, 3)] [Constant(0.5, Shape = new[] { 3, 4 }, Name = \"a\")] [MatMul(\"a\", From = \"input\")]", new[] { 4, 4 })]
    [InlineData("[Input(4, 3, Name = \"x\")] [Parameter(3, Value = 1)] [Multiply(\"x\")]", new[] { 4, 3 })]
    public void Shapes(string layers, int[] shape)
    {
        Assert.Equal(shape, NetworkSource.Of(layers).Forward.Output.Dimensions);
        Assert.Empty(GeneratorRun.Of(Source(layers)).Problems);
    }

    [Theory]
    [InlineData(
        "[Input(1, 2, 3, 4, 5, 6)] [Relu]",
        "SNET0102",
        "Input(1, 2, 3, 4, 5, 6): the number of dimensions is 6, but must be 1 (features), 2 (steps, features), 3 (channels, height, width) or up to 5")]
    [InlineData("[Input(2, 3, 4)] [Reshape]", "SNET0102", "Reshape: the number of dimensions is 0, but must be 1 to 5")]
    [InlineData("[Input(2, 3, 4)] [Reshape(1, 1, 1, 1, 1, 24)]", "SNET0102", "Reshape(1, 1, 1, 1, 1, 24): the number of dimensions is 6, but must be 1 to 5")]
    [InlineData(
        "[Input(2, 3, 4)] [Reshape(5, 4)]",
        "SNET0102",
        "Reshape(5, 4): the number of elements is 20, but must be 24, as many as there are in 2x3x4 from Input(2, 3, 4)")]
    [InlineData(
        "[Input(2, 3, 4)] [Reshape(5, -1)]",
        "SNET0102",
        "Reshape(5, -1): the product of the other dimensions is 5, but must be a divisor of 24, the elements of 2x3x4 from Input(2, 3, 4)")]
    [InlineData(
        "[Input(2, 3, 4)] [Reshape(100000, 100000, -1)]",
        "SNET0102",
        "Reshape(100000, 100000, -1): the product of the other dimensions is 10000000000, but must be a divisor of 24, the elements of 2x3x4 from "
            + "Input(2, 3, 4)")]
    [InlineData(
        "[Input(2, 3, 4)] [Reshape(-1, -1)]",
        "SNET0102",
        "Reshape(-1, -1): a second dimension is -1, but must be a number: only one can follow from the others")]
    [InlineData("[Input(2, 3)] [Reshape(6, 0)]", "SNET0101", "Reshape(6, 0): a dimension is 0, but must be at least 1, or -1 where it follows from the others")]
    [InlineData("[Input(2, 3)] [Permute(0)]", "SNET0102", "Permute(0): the number of axes is 1, but must be 2, each axis of 2x3 from Input(2, 3) once")]
    [InlineData("[Input(2, 3)] [Permute]", "SNET0102", "Permute: the number of axes is 0, but must be 2, each axis of 2x3 from Input(2, 3) once")]
    [InlineData(
        "[Input(2, 3)] [Permute(0, -2)]", "SNET0102", "Permute(0, -2): an axis is -2, but must be another than those before it: each axis is named once")]
    [InlineData(
        "[Input(2, 3)] [Permute(0, 2)]", "SNET0102", "Permute(0, 2): an axis is 2, but must be from -2 to 1, an axis of 2x3 from Input(2, 3)")]
    [InlineData("[Input(2, 3)] [Slice(-3, 0, 1)]", "SNET0102", "Slice(-3, 0, 1): an axis is -3, but must be from -2 to 1, an axis of 2x3 from Input(2, 3)")]
    [InlineData(
        "[Input(2, 3)] [Slice(1, 3, 1)]", "SNET0102", "Slice(1, 3, 1): start is 3, but must be from -3 to 2, a position on axis 1 of 2x3 from Input(2, 3)")]
    [InlineData(
        "[Input(2, 9)] [Slice(1, -6, 4, Step = 2)]",
        "SNET0102",
        "Slice(1, -6, 4, Step = 2): count is 4, but must be at most 3: there are no more positions from 3 on in steps of 2 on axis 1 of 2x9 from Input(2, 9)")]
    [InlineData("[Input(2, 3)] [Slice(1, 0, 0)]", "SNET0101", "Slice(1, 0, 0): count is 0, but must be at least 1")]
    [InlineData("[Input(2, 3)] [Slice(1, 0, 1, Step = -1)]", "SNET0101", "Slice(1, 0, 1, Step = -1): Step is -1, but must be at least 1")]
    [InlineData(
        "[Input(2, 3)] [Reduce(Axes = [1, 2])]", "SNET0102", "Reduce(Axes = [1, 2]): an axis is 2, but must be from -2 to 1, an axis of 2x3 from Input(2, 3)")]
    [InlineData(
        "[Input(4, 5, Name = \"a\")] [Input(2, 3)] [MatMul(\"a\")]",
        "SNET0202",
        "MatMul(\"a\") joins 2x3 from Input(2, 3) with 4x5 from Input(4, 5, Name = \"a\"): the sum runs over 3 columns of the first and 4 rows of the second, "
            + "which must be equally many")]
    [InlineData(
        "[Input(5, 3, Name = \"a\")] [Input(2, 3)] [MatMul(\"a\")]",
        "SNET0202",
        "MatMul(\"a\") joins 2x3 from Input(2, 3) with 5x3 from Input(5, 3, Name = \"a\"): the sum runs over 3 columns of the first and 5 rows of the second, "
            + "which must be equally many; set Transpose = true")]
    [InlineData(
        "[Input(4, 3, 5, Name = \"a\")] [Input(3, 2, 3)] [MatMul(\"a\")]",
        "SNET0202",
        "MatMul(\"a\") joins 3x2x3 from Input(3, 2, 3) with 4x3x5 from Input(4, 3, 5, Name = \"a\"): their leading axes must be equal, or one of them 1")]
    [InlineData(
        "[Input(3, Name = \"a\")] [Input(2, 3)] [MatMul(\"a\", Transpose = true)]",
        "SNET0202",
        "MatMul(\"a\", Transpose = true) joins 2x3 from Input(2, 3) with 3 from Input(3, Name = \"a\"): 3 is a vector, which has no transpose: "
            + "leave out Transpose")]
    [InlineData(
        "[Input(2, 3, Name = \"a\")] [Input(2, 3)] [Concat(\"a\", Axis = 2)]",
        "SNET0102",
        "Concat(\"a\", Axis = 2): an axis is 2, but must be from -2 to 1, an axis of 2x3 from Input(2, 3)")]
    [InlineData(
        "[Input(2, 3, 4, 5, Name = \"a\")] [Input(2, 6, 4, 5)] [Concat(\"a\", Axis = 0)]",
        "SNET0202",
        "Concat(\"a\", Axis = 0) joins 2x6x4x5 from Input(2, 6, 4, 5) with 2x3x4x5 from Input(2, 3, 4, 5, Name = \"a\"): all but the extents of axis 0 must be "
            + "equal, unlike extents of axis 1 6 and 3")]
    [InlineData("[Input(3)] [Parameter(0)] [Add(\"input\")]", "SNET0101", "Parameter(0): a dimension is 0, but must be at least 1")]
    [InlineData("[Input(3)] [Parameter] [Add(\"input\")]", "SNET0102", "Parameter: the number of dimensions is 0, but must be 1 to 5")]
    [InlineData(
        "[Input(3)] [Parameter(3, Uniform = 0)] [Add(\"input\")]", "SNET0102", "Parameter(3, Uniform = 0): Uniform is 0, but must be positive and finite")]
    [InlineData(
        "[Input(3)] [Parameter(3, Value = 1, Normal = 0.1)] [Add(\"input\")]",
        "SNET0105",
        "Parameter(3, Value = 1, Normal = 0.1): only one of Value, Uniform and Normal can say how it begins; leave out Value or Normal")]
    [InlineData(
        "[Input(3)] [Parameter(3, From = \"input\")] [Add(\"input\")]",
        "SNET0105",
        "Parameter(3, From = \"input\"): it has a value of its own and takes none; leave out From")]
    [InlineData("[Input(3)] [Constant] [Add(\"input\")]", "SNET0102", "Constant: the number of values is 0, but must be at least 1")]
    [InlineData("[Input(3)] [Constant(1, double.NaN, 2)] [Add(\"input\")]", "SNET0102", "Constant(1, NaN, 2): a value is NaN, but must be a finite number")]
    [InlineData(
        "[Input(3)] [Constant(1, 2, Shape = [3])] [Add(\"input\")]",
        "SNET0102",
        "Constant(1, 2, Shape = [3]): the number of values is 2, but must be 3, one for each element of 3, or 1 for all")]
    [InlineData(
        "[Input(3)] [Constant(1, Shape = [300, 300])] [Add(\"input\")]",
        "SNET0105",
        "Constant(1, Shape = [300, 300]): it needs a table of 90000 constants, but at most 65536 are written into code")]
    [InlineData("[Parameter(3)] [Tanh]", "SNET0002", "Parameter(3) needs an input before it: begin with [Input(...)]")]
    [InlineData("[Constant(3)]", "SNET0002", "Constant(3) needs an input before it: begin with [Input(...)]")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Reshape(4, 5)]",
        "SNET0208",
        "Reshape(4, 5) would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: leave out Lengths")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Slice(0, 0, 1)]",
        "SNET0208",
        "Slice(0, 0, 1) would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: leave out Lengths")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Reduce(Axes = [1])]",
        "SNET0208",
        "Reduce(Axes = [1]) would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: reduce the steps, "
            + "Axes = [0], or leave out Lengths")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Parameter(1, 4, Name = \"p\")] [Concat(\"p\", From = \"input\", Axis = 0)]",
        "SNET0208",
        "Concat(\"p\", From = \"input\", Axis = 0) would mix real steps with padding in 5x4 from Input(5, 4, Lengths = true), whose examples differ in length: "
            + "leave out Lengths")]
    [InlineData(
        "[Input(5, 4, Lengths = true)] [Tanh(Name = \"keys\")] [MatMul(\"keys\", Transpose = true)]",
        "SNET0208",
        "MatMul(\"keys\", Transpose = true) would mix real steps with padding in 5x4 from Tanh(Name = \"keys\"), whose examples differ in length: "
            + "leave out Lengths")]
    [InlineData(
        "[Input(2, 3, 4, 5)] [Lstm(3)]", "SNET0201", "Lstm(3) needs a sequence [steps, features] but gets 2x3x4x5 from Input(2, 3, 4, 5)")]
    [InlineData(
        "[Input(2, 3, 4, 5, 6)] [MaxPool(2)]",
        "SNET0201",
        "MaxPool(2) needs an image [channels, height, width] or a sequence [steps, features] but gets 2x3x4x5x6 from Input(2, 3, 4, 5, 6)")]
    [InlineData(
        "[Input(2, 3, 4, 5)] [SoftmaxCrossEntropy]",
        "SNET0201",
        "SoftmaxCrossEntropy needs logits [classes] or [steps, classes] but gets 2x3x4x5 from Input(2, 3, 4, 5): put [Flatten] before it")]
    public void SayWhatIsNeeded(string layers, string id, string message)
    {
        var problem = Assert.Single(GeneratorRun.Of(Source(layers)).Problems);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void PointAtTheElementOfAListThatIsAtFault()
    {
        var problem = Assert.Single(GeneratorRun.Of(Source("[Input(2, 3)] [Reduce(Axes = new[] { 1, 7 })]")).Problems);
        Assert.Equal("7", problem.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(problem.Location.SourceSpan));
    }

    [Theory]
    [InlineData("[Parameter(5, 4)] [Add(\"input\"), Gru(3)]")]
    [InlineData("[Tanh, Concat(\"input\"), Slice(-1, 0, 4), Gru(3)]")]
    [InlineData("[Gru(3)] [Parameter(3, 7, Name = \"w\")] [MatMul(\"w\", From = \"gru1\")]")]
    public void KeepLengths(string layers)
    {
        var network = NetworkSource.Of($"[Input(5, 4, Lengths = true)] {layers} [SoftmaxCrossEntropy]");
        Assert.NotNull(network.Losses[0].Lengths);
    }

    /// <summary>A vector and a choice of features are the same at every step; what else changes shapes would need all steps.</summary>
    [Theory]
    [InlineData("[Parameter(3, Name = \"p\")] [Multiply(\"p\", From = \"gru1\")]", true)]
    [InlineData("[Constant(1, 2, 3, Name = \"p\")] [Multiply(\"p\", From = \"gru1\")]", true)]
    [InlineData("[Slice(1, 0, 2), Concat(\"gru1\", Axis = 1)]", true)]
    [InlineData("[Parameter(2, 3, Name = \"keys\")] [Attention(From = \"gru1\", Keys = \"keys\")]", true)]
    [InlineData("[Parameter(2, 4), Gru(3, Name = \"keys\")] [Attention(From = \"gru1\", Keys = \"keys\")]", true)]
    [InlineData("[Parameter(5, 3, Name = \"p\")] [Multiply(\"p\", From = \"gru1\")]", false)]
    [InlineData("[Slice(0, 0, 2)]", false)]
    [InlineData("[Reduce]", false)]
    [InlineData("[Concat(\"gru1\", Axis = 0)]", false)]
    public void KnowWhetherANetworkHasSteps(string layers, bool hasStep)
    {
        var network = NetworkSource.Of($"[Input(5, 4)] [Gru(3)] {layers}");
        Assert.Equal(hasStep, network.Step is not null);
        Assert.False(network.Step?.Encodes ?? false);
        Assert.Empty(GeneratorRun.Of(Source($"[Input(5, 4)] [Gru(3)] {layers}")).Problems);
    }

    /// <summary>The copy that makes a parameter a value is nowhere in the code.</summary>
    [Fact]
    public void FoldTheCopiesOfOwnValues()
    {
        var network = NetworkSource.Of("[Parameter(4, 3, Name = \"p\")] [Constant(1, 2, 3, Name = \"c\")] [Input(4, 3)] [Multiply(\"p\"), Add(\"c\"), Tanh]");
        var program = new PassRun(TestContext.Current.CancellationToken).Of(new PassLists(network).Infer, network.Forward);
        Assert.Single(program.Loops);
    }

    private static string Source(string layers) => $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;";
}
