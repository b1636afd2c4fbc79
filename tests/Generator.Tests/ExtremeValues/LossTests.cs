using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests.ExtremeValues;

/// <summary>
/// Losses that are small beside the logits they come from, and logits far from 0. The expected numbers are exact, as PyTorch's in double all but are; what is
/// computed may be off by a share of them.
/// </summary>
public sealed class LossTests
{
    private const double Near = 2e-6;

    /// <summary>The logit of the label, the other one, the loss.</summary>
    private static readonly (float First, float Second, double Loss)[] TwoClasses =
    [
        (1e4f, 1e4f, 0.693147180559945),
        (1e6f, 1e6f, 0.693147180559945),
        (1e8f, 1e8f, 0.693147180559945),
        (-1e8f, -1e8f, 0.693147180559945),
        (0f, 0f, 0.693147180559945),
        (10f, 0f, 4.539889921686465e-05),
        (1010f, 1000f, 4.539889921686465e-05),
        (10010f, 10000f, 4.539889921686465e-05),
        (0f, 10f, 10.000045398899218),
        (20f, 0f, 2.061153620314381e-09),
        (60f, 0f, 8.75651076269652e-27),
        (0f, 60f, 60),
        (-1e4f, 1e4f, 20000),
        (1e8f, -1e8f, 0),
        (1f, float.NegativeInfinity, 0),
        (float.NegativeInfinity, 1f, double.PositiveInfinity),
        (float.PositiveInfinity, 1f, double.NaN),
        (1f, float.PositiveInfinity, double.NaN),
        (float.NaN, 1f, double.NaN),
        (float.NegativeInfinity, float.NegativeInfinity, double.NaN),
    ];

    /// <summary>Logit, target, loss, gradient.</summary>
    private static readonly (float Logit, float Target, double Loss, double Gradient)[] Binary =
    [
        (10f, 1f, 4.539889921686465e-05, -4.5397868702434395e-05),
        (14f, 1f, 8.315283733837542e-07, -8.315280276641321e-07),
        (16f, 1f, 1.1253516838717682e-07, -1.12535162055095e-07),
        (40f, 1f, 4.248354255291589e-18, -4.248354255291589e-18),
        (-16f, 0f, 1.1253516838717682e-07, 1.12535162055095e-07),
        (-16f, 1f, 16.00000011253517, -0.9999998874648379),
        (10f, 0.75f, 2.500045398899217, 0.24995460213129755),
        (-10f, 0.25f, 2.500045398899217, -0.24995460213129755),
        (0f, 1f, 0.6931471805599453, -0.5),
        (0f, 0f, 0.6931471805599453, 0.5),
        (0f, 0.25f, 0.6931471805599453, 0.25),
        (1e8f, 1f, 0, 0),
        (1e8f, 0f, 1e8, 1),
        (-1e8f, 1f, 1e8, -1),
        (-1e8f, 0f, 0, 0),
        (float.NaN, 1f, double.NaN, double.NaN),
    ];

    [Theory]
    [InlineData("[Input(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3, 2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3, 2, Lengths = true)] [SoftmaxCrossEntropy(IgnoreIndex = 5)]")]
    public void CrossEntropyOfTwoClasses(string layers) => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
    {
        foreach (var (first, second, loss) in TwoClasses)
        {
            if (model.Inputs[0].Shape.Count == 1)
            {
                AssertLoss(model, compiled, [first, second], [0], loss);
                AssertLoss(model, compiled, [second, first], [1], loss);
            }
            else
            {
                AssertLoss(model, compiled, [first, second, second, first, first, second], [0, 1, 0], loss, length: 2);
            }
        }
    });

    [Theory]
    [InlineData(5f, 1e-7f)]
    [InlineData(12f, 1e-6f)]
    [InlineData(19f, 3e-6f)]
    public void ConfidentCrossEntropyHasGradientsThatAddUpToNothing(float logit, float relative)
        => CompiledLayers.ForEachWidth("[Input(20, Gradient = true)] [SoftmaxCrossEntropy]", (model, compiled) =>
        {
            float[] logits = [.. Enumerable.Range(0, 20).Select(k => k == 17 ? logit : k == 3 ? -1f : 0f)];
            foreach (var count in CompiledLayers.Counts)
            {
                var gradient = compiled.Train(CompiledLayers.Repeat(model, count, logits, [17]), count).Gradients["input"];
                var others = 18 + Math.Exp(-1);
                var rest = others * Math.Exp(-logit);
                CompiledLayers.AssertNear(-rest / (1 + rest) / count, gradient[17], Near + relative, "of the label");
                CompiledLayers.AssertNear(Math.Exp(-logit) / (1 + rest) / count, gradient[4], Near + relative, "of another class");
            }
        });

    [Theory]
    [InlineData("[Input(1, Gradient = true)] [BinaryCrossEntropy]")]
    [InlineData("[Input(1, 2, 3, Gradient = true)] [BinaryCrossEntropy]")]
    [InlineData("[Input(2, 2, Gradient = true, Lengths = true)] [BinaryCrossEntropy]")]
    public void BinaryCrossEntropy(string layers) => CompiledLayers.ForEachWidth(layers, (model, compiled) =>
    {
        var hasLengths = model.Inputs[0].Lengths is not null;
        var size = (int)model.Inputs[0].Tensor.Size;
        foreach (var (logit, target, loss, gradient) in Binary)
        {
            float[] input = hasLengths ? [logit, logit, float.NaN, 3] : [.. Enumerable.Repeat(logit, size)];
            float[] targets = hasLengths ? [target, target, float.NaN, 1] : [.. Enumerable.Repeat(target, size)];
            AssertLoss(model, compiled, input, targets, loss, hasLengths ? 1 : null);
            var data = CompiledLayers.Repeat(model, 6, input, targets, hasLengths ? 1 : null);
            var expected = gradient / 6 / (hasLengths ? 2 : size);
            CompiledLayers.AssertNear(expected, compiled.Train(data, 6).Gradients["input"][0], Near, $"gradient of {logit} with target {target}");
        }
    });

    /// <summary>What emitted code is held to must itself not cancel.</summary>
    [Theory]
    [InlineData(UnaryOperation.Softplus, -40, 4.24835425529159e-18)]
    [InlineData(UnaryOperation.Softplus, -700, 9.85967654375977e-305)]
    [InlineData(UnaryOperation.Log1p, 1e-20, 1e-20)]
    [InlineData(UnaryOperation.Log1p, 1e-9, 9.99999999500000e-10)]
    [InlineData(UnaryOperation.Log1p, double.PositiveInfinity, double.PositiveInfinity)]
    public void InterpreterIsExactNearNothing(object operation, double x, double expected)
        => CompiledLayers.AssertNear(expected, Scalar.Evaluate((UnaryOperation)operation, x), 1e-14, $"{operation}({x})");

    private static void AssertLoss(NetworkModel model, CompiledEngine compiled, float[] input, float[] target, double expected, int? length = null)
    {
        foreach (var count in CompiledLayers.Counts)
        {
            var data = CompiledLayers.Repeat(model, count, input, target, model.Inputs[0].Lengths is null ? null : length);
            var what = $"of {string.Join(", ", input)}, {count} times";
            CompiledLayers.AssertNear(expected, new ReferenceEngine(model, data).Evaluate(count).Loss, 1e-7, $"loss by the interpreter {what}");
            CompiledLayers.AssertNear(expected, compiled.Evaluate(data, count).Loss, Near, $"loss {what}");
            CompiledLayers.AssertNear(expected, compiled.Train(data, count).Loss, Near, $"loss of training {what}");
        }
    }
}
