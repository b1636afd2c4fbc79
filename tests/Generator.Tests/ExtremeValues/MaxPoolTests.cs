using StaticNets.Generator.Model;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests.ExtremeValues;

/// <summary>Which element of a window gets the gradient: PyTorch's, the first greatest in row-major order, or the last NaN.</summary>
public sealed class MaxPoolTests
{
    private const float Endless = float.NegativeInfinity;

    private static readonly float[] Values = [1, 1, 1, 0, -0f, 2, float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NaN];

    [Theory]
    [InlineData(
        "[Input(1, 2, 2, Gradient = true)] [MaxPool(2, Stride = 1, Padding = 1)]", new[] { Endless, Endless, Endless, Endless }, new[] { 4.0, 2, 2, 1 })]
    [InlineData("[Input(1, 2, 2, Gradient = true)] [MaxPool(2)]", new[] { 1, float.NaN, float.NaN, 2 }, new[] { 0.0, 0, 1, 0 })]
    [InlineData("[Input(1, 2, 2, Gradient = true)] [MaxPool(2)]", new[] { float.NaN, 1, 2, float.PositiveInfinity }, new[] { 1.0, 0, 0, 0 })]
    [InlineData("[Input(1, 2, 2, Gradient = true)] [MaxPool(2)]", new[] { -0f, 0, 0, -0f }, new[] { 1.0, 0, 0, 0 })]
    [InlineData(
        "[Input(1, 3, 3, Gradient = true)] [MaxPool(2, Stride = 1, PaddingHeight = 1)]",
        new[] { 0f, 5, 0, 5, 0, 0, 0, 0, 0 },
        new[] { 0.0, 4, 0, 1, 1, 0, 1, 1, 0 })]
    public void GivesPyTorchsGradient(string layers, float[] input, double[] gradient) => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
    {
        foreach (var count in CompiledLayers.Counts)
        {
            var data = CompiledLayers.Repeat(model, count, input, [.. Enumerable.Repeat(1f, (int)model.Forward.Output.Size)]);
            Assert.Equal(Enumerable.Repeat(gradient, count).SelectMany(values => values), compiled.Train(data, count).Gradients["input"]);
        }
    });

    [Theory]
    [InlineData("[Input(1, 3, 3, Gradient = true)] [MaxPool(2, Stride = 1, PaddingHeight = 1)]")]
    [InlineData("[Input(3, 5, 4, Gradient = true)] [MaxPool(3, Stride = 1, Padding = 1)]")]
    [InlineData("[Input(17, 6, 6, Gradient = true)] [MaxPool(2)]")]
    [InlineData("[Input(2, 7, 9, Gradient = true)] [MaxPool(3, 2, StrideHeight = 2, StrideWidth = 1, PaddingWidth = 1)]")]
    [InlineData("[Input(2, 9, 7, Gradient = true)] [MaxPool(4, 5, Stride = 2, PaddingHeight = 2)]")]
    [InlineData("[Input(1, 16, 16, Gradient = true)] [MaxPool(13, 14, Stride = 1, Padding = 6)]")]
    [InlineData("[Input(1, 20, 3, Gradient = true)] [MaxPool(17, 3, Stride = 1, PaddingHeight = 8, PaddingWidth = 1)]")]
    [InlineData("[Input(1, 3, 20, Gradient = true)] [MaxPool(3, 17, Stride = 1, PaddingHeight = 1, PaddingWidth = 8)]")]
    [InlineData("[Input(4, 3, 3, Gradient = true)] [MaxPool(3, Stride = 2, Padding = 1)] [Flatten] [Dense(2)]")]
    public void AgreesWithTheInterpreterOnTiesAndNumbersThatAreNone(string layers) => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var data = Draw(model, 18, seed);
            var (expected, actual) = (new ReferenceEngine(model, data).Train(18), compiled.Train(data, 18));
            AssertEqual(expected, actual);
            AssertEqual(new ReferenceEngine(model, data).Train(1), compiled.Train(data, 1));
        }
    });

    /// <summary>Few different values; in each seed after the first some infinite or no numbers.</summary>
    private static NetworkData Draw(NetworkModel model, int count, int seed)
    {
        var random = new Random(seed);
        var kinds = seed == 0 ? 6 : seed == 1 ? 8 : Values.Length;
        var elements = count * (int)model.Inputs[0].Tensor.Size;
        return NetworkData.Draw(model, count, seed) with { Inputs = [[.. Enumerable.Range(0, elements).Select(_ => Values[random.Next(kinds)])]] };
    }

    private static void AssertEqual(EngineResult expected, EngineResult actual)
    {
        foreach (var (name, gradient) in expected.Gradients)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                var isEqual = gradient[i].Equals(actual.Gradients[name][i]) || Math.Abs(gradient[i] - actual.Gradients[name][i]) <= 1e-5;
                Assert.True(isEqual, $"{name} {i}: {actual.Gradients[name][i]} instead of {gradient[i]}");
            }
        }
    }
}
