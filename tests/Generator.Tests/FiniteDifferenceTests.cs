using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Passes;
using StaticNets.Generator.Tests.RandomNetworks;
using StaticNets.Numerics;
using Xunit;
using ModelLoss = StaticNets.Generator.Model.LossKind;

namespace StaticNets.Generator.Tests;

/// <summary>The derived gradients against differences of the forward program, both interpreted in double.</summary>
public sealed class FiniteDifferenceTests
{
    private const int Examples = 2;

    /// <summary>The error of a central difference is about h^2 from what it leaves out and 1e-16 / h from rounding.</summary>
    private const double Step = 1e-5;
    private const double Allowed = 1e-8;

    public static TheoryData<string> Networks =>
    [
        .. LayerRegistry.All.OfType<ElementwiseLayer>().Select(layer
            => $"[Input(6, Gradient = true)] [{(FittingLayers.Partial.Contains(layer.Kind) ? "Scale(0.5, 2), " : "")}{AttributeSource.Of(layer.Kind)}]"),
        "[Input(12, Gradient = true)] [Scale(8, Name = \"x\")] [Relu6, Concat(\"x\")] [HardSigmoid, Concat(\"x\")] [HardSwish, Concat(\"x\")] [Clip(-2, 3)]",
        "[Input(3, 2, 4, Gradient = true)] [PRelu]",
        "[Input(3, 4, Gradient = true)] [PRelu, Dense(5), PRelu(Shared = true)]",
        "[Input(3, 4, Gradient = true)] [LogSoftmax]",
        "[Input(3, 5, Gradient = true)] [RmsNorm(Epsilon = 0.01)]",
        "[Input(3, Gradient = true)] [Normalize]",
        "[Input(3, 2, 4, Gradient = true)] [BatchNorm]",
        "[Input(4, 3, Gradient = true)] [BatchNorm(Affine = false)] [Dense(4), BatchNorm(Epsilon = 0.1), Tanh]",
        "[Input(2, Gradient = true)] [Dense(3), BatchNorm(Epsilon = 0.5), Dense(2)]",
        "[Input(2, 4, 4, Gradient = true)] [Conv2d(3, 3, Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(2, 3, Bias = false), BatchNorm, Relu] "
            + "[GlobalAvgPool, Dense(3)] [SoftmaxCrossEntropy]",
        "[Input(2, 5, 4, Gradient = true)] [Conv2d(3, 3, 2, StrideHeight = 2, StrideWidth = 1, PaddingHeight = 1, PaddingWidth = 2)]",
        "[Input(4, 4, 5, Gradient = true)] [Conv2d(2, 2, Dilation = 2, Groups = 2, Stride = 2, Padding = 1, Bias = false)]",
        "[Input(7, 2, Gradient = true)] [Conv1d(3, 3, Stride = 2, Padding = 2, Dilation = 2)]",
        "[Input(2, 5, 6, Gradient = true)] [MaxPool(3, 2, StrideHeight = 2, StrideWidth = 1, PaddingHeight = 1)]",
        "[Input(2, 5, 6, Gradient = true)] [AvgPool(3, 2, StrideHeight = 2, StrideWidth = 1, PaddingHeight = 1)]",
        "[Input(2, 5, 6, Gradient = true)] [AvgPool(2, 3, StrideHeight = 1, StrideWidth = 2, PaddingWidth = 1, CountIncludePad = false)]",
        "[Input(2, 5, 4, Gradient = true)] [Conv2d(3, 2, Same = true, StrideHeight = 2)]",
        "[Input(2, 4, 3, Gradient = true)] [Conv2d(2, 2, PaddingTop = 2, PaddingBottom = 0, PaddingLeft = 1, PaddingRight = 3, Stride = 2)]",
        "[Input(2, 5, 6, Gradient = true)] [MaxPool(3, Stride = 2, Same = true)]",
        "[Input(2, 5, 7, Gradient = true)] [MaxPool(2, CeilMode = true, Dilation = 2)]",
        "[Input(2, 5, 6, Gradient = true)] [AvgPool(3, Stride = 2, Same = true)]",
        "[Input(2, 5, 7, Gradient = true)] [AvgPool(3, CeilMode = true, PaddingTop = 1, PaddingRight = 1)]",
        "[Input(7, 2, Gradient = true)] [Conv1d(3, 3, Stride = 2, PaddingBefore = 2)]",
        "[Input(7, 3, Gradient = true)] [MaxPool(3, Stride = 2, PaddingAfter = 1)]",
        "[Input(7, 3, Gradient = true)] [AvgPool(2, CeilMode = true)]",
        "[Input(6, 2, Gradient = true, Lengths = true)] [Dense(3), Conv1d(4, 3, Padding = 1)]",
        "[Input(6, 2, Gradient = true, Lengths = true)] [Dense(3), Conv1d(4, 3, Stride = 2), AvgPool(2, Stride = 1), GlobalMaxPool]",
        "[Input(7, 2, Gradient = true, Lengths = true)] [Dense(3), MaxPool(3, Stride = 2, Padding = 1)]",
        "[Input(7, 2, Gradient = true, Lengths = true)] [Dense(3), AvgPool(3, Same = true), Conv1d(2, 2, Same = true)] [MeanSquaredError]",
        "[Input(7, 2, Gradient = true, Lengths = true)] [Dense(3), AvgPool(3, CeilMode = true, Padding = 1), Dense(2)] [SoftmaxCrossEntropy]",
        "[Input(2, 3, 4, Gradient = true)] [ConvTranspose2d(3, 3, 2, Stride = 2, Padding = 1, OutputPadding = 1)]",
        "[Input(4, 3, 2, Gradient = true)] [ConvTranspose2d(2, 2, Dilation = 2, StrideHeight = 3, Groups = 2, Bias = false)]",
        "[Input(2, 3, 4, Gradient = true)] [Upsample(2)]",
        "[Input(2, 3, 4, Gradient = true)] [Upsample(5, 6)]",
        "[Input(2, 3, 2, Gradient = true)] [Upsample(3, Mode = UpsampleMode.Bilinear)]",
        "[Input(2, 3, 4, Gradient = true)] [Upsample(5, 3, Mode = UpsampleMode.Bilinear)]",
        "[Input(8, 3, 2, Gradient = true)] [PixelShuffle(2)]",
        .. new[] { "Zero", "Reflect", "Replicate" }.SelectMany(mode => new[]
        {
            $"[Input(2, 4, 5, Gradient = true)] [Pad(2, 3, 2, Mode = PadMode.{mode})]",
            $"[Input(4, 3, Gradient = true)] [Pad(-1, 1, 2, Mode = PadMode.{mode})]",
            $"[Input(4, 3, Gradient = true)] [Pad(0, 2, 0, Mode = PadMode.{mode})]",
        }),
        "[Tokens(4, 3)] [Embedding(2, Positions = 6)]",
        "[Input(4, 3, Gradient = true)] [SoftmaxCrossEntropy(LabelSmoothing = 0.3)]",
        "[Input(2, 3, Gradient = true)] [BinaryCrossEntropy(PositiveWeight = 2.5)]",
        .. new[] { "GlobalAvgPool", "GlobalMaxPool" }.SelectMany(layer => new[]
        {
            $"[Input(3, 4, 3, Gradient = true)] [{layer}]",
            $"[Input(4, 3, Gradient = true, Lengths = true)] [Dense(5), {layer}]",
        }),
        .. new[] { "GroupNorm(2)", "GroupNorm(1, Epsilon = 0.01)", "InstanceNorm", "InstanceNorm(Affine = true)" }.SelectMany(layer => new[]
        {
            $"[Input(4, 2, 3, Gradient = true)] [{layer}]",
            $"[Input(5, 4, Gradient = true)] [{layer}]",
            $"[Input(4, 4, Gradient = true, Lengths = true)] [Dense(4), {layer}, GlobalAvgPool]",
        }),
        "[Input(6, Gradient = true)] [GroupNorm(2)]",
        .. new[] { "3", "-2", "0", "0.5", "-0.5", "1.25", "2.5", "0.3", "-0.7", "-1.6", "17", "18", "-19", "-20" }
            .Select(exponent => $"[Input(3, Gradient = true)] [Scale(0.4, 1), Power({exponent})]"),
        .. new[] { "2", "3", "17", "18", "-3", "-17" }.Select(exponent => $"[Input(3, Gradient = true)] [Scale(0.4, -1), Power({exponent})]"),
        "[Input(2, 3, 2, Gradient = true)] [Flatten]",
        "[Input(2, 6, 2, Gradient = true)] [Reshape(4, 6), Dense(3), Reshape(2, 3, -1), Permute(2, 0, 1), Reshape(4, 3)]",
        "[Input(7, 5, Gradient = true)] [Slice(0, -6, 3, Step = 2), Tanh(Name = \"a\")] [Slice(-1, 1, 2, From = \"input\"), Slice(0, 1, 2), Reshape(2, 2)] "
            + "[Slice(1, 0, 2, From = \"a\", Name = \"b\"), Concat(\"reshape1\", Axis = 0)]",
        "[Input(2, 3, 2, 2, 4, Gradient = true)] [Dense(3), LayerNorm, Softmax, LogSoftmax, PRelu, Tanh]",
        .. Enum.GetNames<Reduction>().SelectMany(kind => new[]
        {
            $"[Input(2, 3, 2, Gradient = true)] [Reduce(Kind = Reduction.{kind})]",
            $"[Input(3, 4, Gradient = true)] [Reduce(Kind = Reduction.{kind}, Axes = [0, 1])]",
            $"[Input(3, 2, Gradient = true)] [Dense(3), Reduce(Kind = Reduction.{kind}, Axes = [-1])]",
        }),
        "[Input(2, 1, 3, 4, Name = \"a\", Gradient = true)] [Input(3, 2, 4, Gradient = true)] [MatMul(\"a\", Transpose = true), Tanh, MatMul(\"a\")]",
        "[Input(4, 3, Gradient = true)] [MatMul(\"input\", Transpose = true)]",
        "[Input(4, Name = \"v\", Gradient = true)] [Input(3, 2, 4, Gradient = true)] [MatMul(\"v\", Name = \"a\")] "
            + "[MatMul(\"input\", From = \"v\", Transpose = true), MatMul(\"a\", Transpose = true)]",
        "[Parameter(4, 2, Name = \"p\")] [Tanh(Name = \"t\")] [Constant(1, 2, -1, 0.5, 2, 1, 1, 3, Shape = [2, 4])] [MatMul(\"t\", Name = \"q\")] "
            + "[Input(3, 2, Gradient = true)] [MatMul(\"q\"), MatMul(\"p\", Transpose = true), MatMul(\"p\"), Concat(\"p\", Axis = 0)]",
        "[Input(5, Gradient = true)] [Tanh, Output(\"hidden\"), Dense(3)]",
        "[Input(5, Gradient = true)] [Dense(3)]",
        "[Input(3, 4, Gradient = true)] [Dense(2)]",
        "[Input(3, 4, Gradient = true)] [Softmax]",
        "[Input(9, Gradient = true)] [Dropout(0.4)]",
        "[Input(3, 5, Gradient = true)] [LayerNorm]",
        "[Input(4, Gradient = true)] [Tanh(Name = \"a\")] [Dense(4), Add(\"a\")]",
        .. LayerRegistry.All.OfType<ElementwiseJoinLayer>()
            .Select(layer => $"[Input(4, Gradient = true)] [Exp(Name = \"a\")] [Dense(4), {layer.Kind}(\"a\")]"),
        "[Input(3, Name = \"a\", Gradient = true)] [Input(3, 4, 2, Gradient = true)] [Multiply(\"a\"), Subtract(\"a\")]",
        "[Input(4, 3, Name = \"steps\", Gradient = true)] [Input(3, Gradient = true)] [Multiply(\"steps\")]",
        "[Input(2, 3, 3, Gradient = true)] [Tanh(Name = \"a\")] [Conv2d(1, 1), Concat(\"a\")]",
        "[Tokens(4, 3)] [Embedding(2)]",
        "[Tokens(4, 3)] [OneHot, Dense(2)]",
        "[Input(4, 2, Gradient = true)] [Rnn(3, Layers = 2, Bidirectional = true)]",
        "[Input(4, 2, Gradient = true)] [Gru(3, Return = Return.Last)]",
        "[Input(3, 2, Gradient = true)] [Gru(2, Layers = 2, ResetAfter = true)]",
        "[Input(4, 2, Gradient = true)] [Lstm(3, Layers = 2, Dropout = 0.3)]",
        "[Input(4, 3, Gradient = true)] [PositionalEncoding, Attention]",
        "[Input(4, 3, Gradient = true)] [Attention(Score = Score.Additive, Hidden = 2)]",
        "[Input(3, 4, Gradient = true)] [MultiHeadAttention(2, Causal = true)]",
        "[Input(3, 2, Name = \"source\", Gradient = true)] [Gru(3)] [Input(2, 2, Gradient = true)] [Gru(3, InitialState = \"gru1\", Attend = \"gru1\")]",
        "[Input(2, 3, Name = \"h\", Gradient = true)] [Input(4, 2, Gradient = true)] [Lstm(3, Layers = 2, InitialHidden = \"h\", FinalCell = \"c\")] "
            + "[Multiply(\"c\", From = \"h\"), Flatten(Name = \"e\")] [Flatten(From = \"lstm1\"), Concat(\"e\"), Dense(2)]",
        "[Input(6, Gradient = true)] [SoftmaxCrossEntropy]",
        "[Input(4, 3, Gradient = true)] [SoftmaxCrossEntropy(IgnoreIndex = 1)]",
        "[Input(2, 3, Gradient = true)] [MeanSquaredError]",
        "[Input(2, 3, Gradient = true)] [L1]",
        "[Input(2, 3, Gradient = true)] [Huber(0.4)]",
        "[Input(2, 3, Gradient = true)] [BinaryCrossEntropy]",
        "[Input(1, 6, 6, Gradient = true)] [Conv2d(2, 3), Relu, MaxPool(2)] [Flatten, Dense(3), LayerNorm, Gelu, Dropout(0.5)] [Dense(3), Softmax] "
            + "[Dense(2)] [SoftmaxCrossEntropy]",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientsAreTheLimitsOfDifferences(string layers)
    {
        var model = NetworkSource.Of(layers);
        var variables = model.TrainedParameters.Concat(model.Inputs.Select(input => input.Tensor)).ToList();
        var values = Draw(model, variables);
        var outputGradient = model.Losses[0].Kind == ModelLoss.None ? model.Losses[0].Target : null;
        var training = Differentiate.Apply(model.Forward, variables, outputGradient, TestContext.Current.CancellationToken);
        var derived = Run(training.Program, values);
        foreach (var variable in variables)
        {
            var gradient = derived[training.Gradients[variable]];
            for (var i = 0; i < gradient.Length; i++)
            {
                var difference = (Objective(model, Move(values, variable, i, Step)) - Objective(model, Move(values, variable, i, -Step))) / (2 * Step);
                Assert.True(
                    Math.Abs(gradient[i] - difference) <= Allowed * (1 + Math.Abs(difference)),
                    $"The gradient of {variable} is {gradient[i]:R} at {i}, but the difference {difference:R}.");
            }
        }
    }

    /// <summary>A layer without differences would be one whose derivative nobody has looked at.</summary>
    [Fact]
    public void EveryLayerHasItsDifferences()
    {
        Assert.All(LayerRegistry.All, layer => Assert.Contains(Networks, row => System.Text.RegularExpressions.Regex.IsMatch(row.Data, $@"\b{layer.Kind}\b")));
    }

    private static Dictionary<Tensor, double[]> Draw(NetworkModel model, List<Tensor> variables)
    {
        var random = new Random(3);
        double[] Values(Tensor tensor)
            => [.. Enumerable.Range(0, (int)tensor.Size * (tensor.Scope == Scope.Example ? Examples : 1)).Select(_ => (2 * random.NextDouble()) - 1)];
        var values = variables.ToDictionary(tensor => tensor, Values);
        foreach (var input in model.Inputs.Where(input => input.Lengths is not null))
        {
            values[input.Lengths!] = [.. Enumerable.Range(0, Examples).Select(example => (double)(input.Shape[0] - example))];
        }

        values[model.Losses[0].Target] = model.Losses[0].Kind == ModelLoss.SoftmaxCrossEntropy
            ? [.. Enumerable.Range(0, (int)model.Losses[0].Target.Size * Examples).Select(i => (double)(i % model.Losses[0].Classes))]
            : Values(model.Losses[0].Target);
        foreach (var weight in model.Forward.Tensors.Where(tensor => tensor.Role is TensorRole.ExampleWeight or TensorRole.ClassWeight))
        {
            values[weight] = [.. Enumerable.Range(0, Examples * (int)weight.Size).Select(i => i < weight.Size ? 0.3 : 0.9)];
        }

        foreach (var buffer in model.Parameters.Where(parameter => !parameter.IsTrained).Select(parameter => parameter.Tensor))
        {
            values[buffer] = [.. Enumerable.Range(0, (int)buffer.Size).Select(i => 0.5 + (0.25 * i))];
        }

        foreach (var presence in model.Forward.Tensors.Where(tensor => tensor.Role == TensorRole.Presence))
        {
            values[presence] = [1, 1];
        }

        return values;
    }

    private static Dictionary<Tensor, double[]> Move(Dictionary<Tensor, double[]> values, Tensor variable, int element, double step)
    {
        var moved = new Dictionary<Tensor, double[]>(values) { [variable] = [.. values[variable]] };
        moved[variable][element] += step;
        return moved;
    }

    /// <summary>The sum of the examples' losses; without a loss, of the output weighted with its gradient.</summary>
    private static double Objective(NetworkModel model, Dictionary<Tensor, double[]> values)
    {
        var run = Run(model.Forward, values);
        return model.Forward.Losses is [var loss]
            ? run[loss.Value].Sum()
            : run[model.Forward.Output].Zip(values[model.Losses[0].Target], (a, b) => a * b).Sum();
    }

    private static Interpreter Run(TensorProgram program, Dictionary<Tensor, double[]> values)
    {
        var run = new Interpreter(program, Examples, (stream, example, element) => CounterRandom.Uniform(5, 2, (uint)stream, (uint)example, (uint)element));
        foreach (var (tensor, elements) in values)
        {
            run.Set(tensor, elements);
        }

        run.Run();
        return run;
    }
}
