using System.Text.RegularExpressions;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Passes;
using Xunit;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>What several gradients need of a function of many instructions is computed once.</summary>
public sealed partial class AdjointTests
{
    /// <summary>
    /// The kernels of the backward pass that compute a function, and how many do. The new state of an LSTM or GRU is a gate times a tanh, whose gradients
    /// are multiples of its value for one and of its derivative for the other: both compute it, since keeping it would take a tensor of all steps.
    /// </summary>
    [Theory]
    [InlineData("[Input(5)] [Dense(6), LayerNorm, Gelu, Dense(3)]", "Erf 1, Exp 1")]
    [InlineData("[Input(5)] [Dense(6), Gelu, Dense(3)]", "Erf 1, Exp 1")]
    [InlineData("[Input(2, 5, Gradient = true)] [LayerNorm, Gelu, Dense(3)]", "Erf 1, Exp 1")]
    [InlineData("[Input(2, 6, 6)] [Conv2d(3, 3), Gelu] [Conv2d(2, 2)]", "Erf 1, Exp 1")]
    [InlineData("[Input(5)] [Dense(6, Name = \"a\"), Gelu, Add(\"a\"), Dense(3)]", "Erf 1, Exp 1")]
    [InlineData("[Input(5)] [Dense(6), Silu, Dense(3)]", "Sigmoid 1")]
    [InlineData("[Input(5)] [Dense(6), LayerNorm, Silu, Dense(3)]", "Sigmoid 1")]
    [InlineData("[Input(3, 5, Gradient = true)] [LayerNorm, Silu]", "Sigmoid 1")]
    [InlineData("[Input(5)] [Dense(6), LayerNorm, Gelu, Dropout(0.5), Dense(3)]", "Erf 1, Exp 1, Uniform 1")]
    [InlineData("[Input(5)] [Dense(6), LayerNorm, Dropout(0.5), Dense(3)]", "Uniform 1")]
    [InlineData("[Input(5)] [Dense(6), LayerNorm, Sigmoid, Dense(3), Softmax]", "")]
    [InlineData("[Input(3, 5, Gradient = true)] [Attention]", "")]
    [InlineData("[Input(3, 5, Gradient = true)] [Attention(Score = Score.Additive, Hidden = 2)]", "")]
    [InlineData("[Input(3, 4)] [MultiHeadAttention(2, Causal = true)]", "")]
    [InlineData("[Input(3, 4, Lengths = true)] [MultiHeadAttention(2)]", "")]
    [InlineData("[Input(4, 3, Gradient = true)] [Rnn(2)]", "")]
    [InlineData("[Input(4, 3, Gradient = true)] [Lstm(2)]", "Tanh 2")]
    [InlineData("[Input(4, 3, Gradient = true)] [Gru(2)]", "Tanh 2")]
    [InlineData("[Input(4, 3, Gradient = true)] [Gru(2, ResetAfter = true)]", "Tanh 2")]
    public void BackwardComputesAFunctionOnce(string layers, string functions)
    {
        var kernels = Backward(layers);
        var computed = new[] { "Erf", "Exp", "Log", "Log1p", "Sigmoid", "Softplus", "Tanh", "Uniform" }
            .Select(name => (Name: name, Count: kernels.Count(kernel => kernel.Contains($"_.{name}(", StringComparison.Ordinal))));
        Assert.NotEmpty(kernels);
        Assert.Equal(functions, string.Join(", ", computed.Where(function => function.Count > 0).Select(function => $"{function.Name} {function.Count}")));
    }

    [Theory]
    [InlineData("[Input(1, 8, 8)] [Conv2d(3, 3), Tanh, AvgPool(2)] [Flatten, Dense(5), Sigmoid] [Dense(4)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3, 4)] [Dense(3), LayerNorm, Sigmoid] [Lstm(2)]")]
    [InlineData("[Input(3, 4)] [Dense(3), LayerNorm, Relu] [Gru(2), Rnn(2)]")]
    [InlineData("[Input(3, 4)] [Dense(3), Gelu, Dense(2), Silu] [MultiHeadAttention(2)]")]
    public void WhatIsCheapOrHasOneUseGetsNoTensor(string layers)
        => Assert.DoesNotContain(ProgramStages.Of(NetworkSource.Of(layers)).SelectMany(stage => stage.Program.Tensors), IsAdjoint);

    /// <summary>
    /// A group's mean and deviation, channels' weights and biases, and an exponential linear unit of it all: five things to differentiate by.
    /// </summary>
    [Fact]
    public void NormalizedGroupsBeforeAnExponentialTakeOne()
    {
        var b = new ProgramBuilder();
        Tensor x = Given(b, "x", [2, 3, 4]), mean = Given(b, "mean", [2]), deviation = Given(b, "deviation", [2]);
        Tensor weight = Given(b, "weight", [2, 3]), bias = Given(b, "bias", [2, 3]);
        Axis g = b.Axis("g", 2), c = b.Axis("c", 3), i = b.Axis("i", 4);
        var z = ((x.At(g, c, i) - mean.At(g)) / deviation.At(g) * weight.At(g, c)) + bias.At(g, c);
        var output = b.Activation("output", new[] { 2, 3, 4 });
        b.Assign(output, [g, c, i], new Select(Comparison.Less, 0, z, z, Expression.Apply(UnaryOperation.Exp, z) - 1), "elu of normalized groups");
        var program = b.Build(output, []);
        var training = Differentiated(program, [x, mean, deviation, weight, bias]);
        Assert.Single(training.Program.Loops.Skip(program.Loops.Length).SelectMany(loop => Calls(loop.Body).Distinct()));
        AssertDifferences(program, training, [x, mean, deviation, weight, bias]);
    }

    /// <summary>What a choice leaves out may hold anything: nothing of that gets into the gradients, whether by a kept adjoint or without one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingThatIsLeftOutGetsIntoGradients(bool isKept)
    {
        var b = new ProgramBuilder();
        Tensor mask = Given(b, "mask", [4]), x = Given(b, "x", [4]), weight = Given(b, "weight", [4]), deviation = Given(b, "deviation", [4]);
        Axis i = b.Axis("i", 4);
        var output = b.Activation("output", new[] { 4 });
        var function = Expression.Apply(isKept ? UnaryOperation.Erf : UnaryOperation.Sqrt, x.At(i) / deviation.At(i) * weight.At(i));
        b.Assign(output, [i], new Select(Comparison.Less, mask.At(i), 0, function, 0), "some elements of a function");
        var training = Differentiated(b.Build(output, []), [x, weight, deviation]);
        Assert.Equal(isKept, training.Program.Tensors.Any(IsAdjoint));
        var run = new Interpreter(training.Program, 1);
        run.Set(mask, [-1, 1, -1, 1]);
        run.Set(x, [1, double.NaN, 2, double.PositiveInfinity]);
        run.Set(weight, [3, double.NegativeInfinity, 4, 0]);
        run.Set(deviation, [5, 0, 6, double.NaN]);
        run.Set(OutputGradient(output), [1, 1, 1, 1]);
        run.Run();
        foreach (var tensor in new[] { x, weight, deviation })
        {
            var gradient = run[training.Gradients[tensor]];
            Assert.True(gradient is [not 0, 0, not 0, 0] && gradient.All(double.IsFinite), $"{tensor}: {string.Join(", ", gradient)}");
        }
    }

    private static bool IsAdjoint(Tensor tensor) => tensor.Name.EndsWith(".adjoint", StringComparison.Ordinal);

    private static Tensor Given(ProgramBuilder b, string name, int[] dimensions)
        => b.Tensor(name, dimensions, Scope.Example, dimensions.Length - 1, TensorRole.Input);

    private static Tensor OutputGradient(Tensor output) => output with { Id = 1000, Name = "outputGradient", Role = TensorRole.Target };

    private static TrainingProgram Differentiated(TensorProgram program, Tensor[] wanted)
        => Differentiate.Apply(program with { NextId = 1001 }, wanted, OutputGradient(program.Output), TestContext.Current.CancellationToken);

    private static void AssertDifferences(TensorProgram program, TrainingProgram training, Tensor[] wanted)
    {
        const double Step = 1e-5;
        var random = new Random(3);
        var outputGradient = OutputGradient(program.Output);
        double[] Draw(Tensor tensor) => [.. Enumerable.Range(0, (int)tensor.Size).Select(_ => 0.3 + random.NextDouble())];
        var values = wanted.Append(outputGradient).ToDictionary(tensor => tensor, Draw);
        Interpreter Run(TensorProgram of)
        {
            var run = new Interpreter(of, 1);
            foreach (var (tensor, elements) in values)
            {
                run.Set(tensor, elements);
            }

            run.Run();
            return run;
        }

        double Objective() => Run(program with { NextId = 1001 })[program.Output].Zip(values[outputGradient], (value, weight) => value * weight).Sum();
        var derived = Run(training.Program);
        foreach (var tensor in wanted)
        {
            for (var i = 0; i < tensor.Size; i++)
            {
                var here = values[tensor][i];
                values[tensor][i] = here + Step;
                var above = Objective();
                values[tensor][i] = here - Step;
                var below = Objective();
                values[tensor][i] = here;
                Assert.Equal((above - below) / (2 * Step), derived[training.Gradients[tensor]][i], 1e-7);
            }
        }
    }

    private static IEnumerable<Unary> Calls(Expression expression)
        => expression.Parts.SelectMany(Calls)
            .Concat(expression is Unary unary && Cost.IsExpensive(new Unary(unary.Operation, 0)) ? [unary] : Array.Empty<Unary>());

    /// <summary>The bodies of the kernels of a block's backward pass, which begins with the first gradient.</summary>
    private static List<string> Backward(string layers)
    {
        var code = NetworkCompiler.Compile(NetworkSource.Of(layers), default).Single(file => file.HintName.Contains("256", StringComparison.Ordinal)).Source;
        var methods = Method().Matches(code).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["body"].Value);
        var calls = Call().Matches(methods["TrainBlock"]).Select(match => match.Groups["name"].Value).Where(methods.ContainsKey).Distinct();
        return [.. calls.SkipWhile(name => !IsOfGradient().IsMatch(name)).Select(name => methods[name])];
    }

    [GeneratedRegex(
        @"^\t\t(?:public|private) static \S+ (?<name>\w+)\([^\n]*\)\n\t\t\{\n(?<body>.*?)^\t\t\}",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Method();

    [GeneratedRegex(@"^\s+(?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("Gradient|Adjoint")]
    private static partial Regex IsOfGradient();
}
