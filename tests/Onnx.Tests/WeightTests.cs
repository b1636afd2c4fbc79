using Google.Protobuf;
using DataType = Onnx.TensorProto.Types.DataType;

namespace StaticNets.Onnx.Tests;

/// <summary>Weights of all types are floats in the network.</summary>
public sealed class WeightTests
{
    [Theory]
    [InlineData(DataType.Float16, "003C00C0017C", new[] { 1f, -2, float.NaN })]
    [InlineData(DataType.Float16, "010000840004", new[] { 5.9604645E-08f, -6.1035156E-05f, 6.1035156E-05f })]
    [InlineData(DataType.Bfloat16, "803F00C0807F", new[] { 1f, -2, float.PositiveInfinity })]
    [InlineData(DataType.Float, "0000803F000000C00000C07F", new[] { 1f, -2, float.NaN })]
    [InlineData(DataType.Double, "000000000000F03F00000000000000C00000000000000000", new[] { 1f, -2, 0 })]
    public void Of_floats_of_any_size(DataType type, string bytes, float[] expected)
    {
        var tensor = new Proto.TensorProto { Name = "w", DataType = (int)type, Dims = { 1, 3 }, RawData = ByteString.CopyFrom(Convert.FromHexString(bytes)) };
        var result = new TestModel().Input("x", "N", 1).Weight(tensor).Node("y = MatMul(x, w)").Output("y").Import();
        Assert.Equal(expected, result.Parameters[0].Values);
    }

    [Fact]
    public void Of_bytes_with_a_scale_for_each_column()
    {
        var tensor = new Proto.TensorProto { Name = "q", DataType = (int)DataType.Int8, Dims = { 2, 2 }, RawData = ByteString.CopyFrom(1, 255, 128, 127) };
        var zero = new Proto.TensorProto { Name = "z", DataType = (int)DataType.Int8, Dims = { 2 }, RawData = ByteString.CopyFrom(0, 1) };
        var result = new TestModel().Input("x", "N", 2).Weight(tensor).Weight(zero).Weight("s", [2], [0.5f, 2])
            .Node("w = DequantizeLinear(q, s, z)", ("axis", 1)).Node("y = MatMul(x, w)").Output("y").Import();
        Assert.Equal([0.5f, -64, -4, 252], result.Parameters[0].Values);
    }
}
