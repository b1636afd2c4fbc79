using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using StaticNets.Generator.Text;
using StaticNets.Tests.Engines;
using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>What the JIT itself says about the code of networks while they run and train.</summary>
public sealed class JitTests
{
    private const string LeNet =
        "[Input(1, 28, 28)] [Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)] [Conv2d(16, 5), Sigmoid, AvgPool(2)] [Flatten] [Dense(120), Sigmoid] "
            + "[Dense(84), Sigmoid] [Dense(10)] [SoftmaxCrossEntropy]";

    /// <summary>A block of 16 and one alone.</summary>
    private const int Examples = 17;

    /// <summary>
    /// Networks and code that calls everything they have, named Net throughout: <c>Run</c> for one example, then for a block of 16 and one alone.
    /// </summary>
    private static readonly Dictionary<string, (string Network, string Calls)> Sequences = new()
    {
        ["Lstm"] = (
            "[Network, Tokens(9, 28), OneHot, Lstm(64, Layers = 2), Dense(28), SoftmaxCrossEntropy]",
            """
            int[] tokens = new int[count * 9], labels = new int[count * 9];
            var output = new float[count * Net.OutputSize];
            net.Forward(tokens, output, count);
            net.Loss(tokens, labels, count);
            net.Backward(tokens, labels, gradients, count);
            var state = new Net.State(count);
            net.Forward(tokens, output, state);
            net.Loss(tokens, labels, state);
            net.Backward(tokens, labels, gradients, state, count);
            net.Step(tokens.AsSpan(0, count), output.AsSpan(0, count * 28), state);
            """),
        ["Gru"] = (
            "[Network, Input(9, 20, Gradient = true), Gru(48, Layers = 2, Dropout = 0.1), Dense(5), MeanSquaredError]",
            """
            float[] input = new float[count * 9 * 20], inputGradient = new float[count * 9 * 20];
            float[] output = new float[count * 9 * 5], target = new float[count * 9 * 5];
            net.Forward(input, output, count);
            net.Loss(input, target, count);
            net.Backward(input, target, gradients, inputGradient, count);
            var state = new Net.State(count);
            net.Forward(input, output, state);
            net.Loss(input, target, state);
            net.Backward(input, target, gradients, inputGradient, state, count);
            net.Step(input.AsSpan(0, count * 20), output.AsSpan(0, count * 5), state);
            """),
        ["Transformer"] = (
            """
            [Block]
            [MultiHeadAttention(4), Dropout(0.1), Add("input"), LayerNorm(Name = "attended")]
            [Dense(64), Relu, Dense(32), Dropout(0.1), Add("attended"), LayerNorm]
            public sealed class NetEncoder;
            [Block]
            [MultiHeadAttention(4, Causal = true), Add("input"), LayerNorm(Name = "seen")]
            [MultiHeadAttention(4, Keys = "memory"), Add("seen"), LayerNorm(Name = "attended")]
            [Dense(64), Gelu, Dense(32), Add("attended"), LayerNorm]
            public sealed class NetDecoder;
            [Network]
            [Tokens(9, 20, Name = "source", Lengths = true), Embedding(32), PositionalEncoding]
            [Use(typeof(NetEncoder), Repeat = 3, Name = "memory")]
            [Tokens(8, 17, Name = "words"), Embedding(32), PositionalEncoding]
            [Use(typeof(NetDecoder), Repeat = 3)]
            [Dense(17), SoftmaxCrossEntropy]
            """,
            """
            int[] source = new int[count * 9], lengths = new int[count], words = new int[count * 8], labels = new int[count * 8];
            Array.Fill(lengths, 7);
            var output = new float[count * Net.OutputSize];
            net.Forward(source, lengths, words, output, count);
            net.Loss(source, lengths, words, labels, count);
            net.Backward(source, lengths, words, labels, gradients, count);
            var state = new Net.State(count);
            net.Encode(source, lengths, state);
            net.Step(words.AsSpan(0, count), output.AsSpan(0, count * 17), state);
            """),
    };

    public static TheoryData<string, int> SequencesOfAllWidths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var network in Sequences.Keys)
            {
                data.AddRange((network, 128), (network, 256), (network, 512));
            }

            return data;
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void EveryMethodOfLeNetIsOptimised(int width)
    {
        var name = $"LeNet{Literal.Of(width)}";
        var data = NetworkData.Draw(NetworkSource.Of(LeNet), Examples, seed: 1);
        AssertOptimised(name, $"using StaticNets;\n[Network]\n{LeNet}\npublic sealed partial class {name};", width, assembly =>
        {
            var engine = CompiledEngine.Of(assembly.GetType(name)!);
            engine.Infer(data, Examples);
            engine.Train(data, Examples);
        });
    }

    [Theory]
    [MemberData(nameof(SequencesOfAllWidths))]
    public void EveryMethodOfANetworkOfSequencesIsOptimised(string network, int width)
    {
        var name = $"{network}{Literal.Of(width)}";
        var (layers, calls) = Sequences[network];
        var source = $$"""
            using System;
            using StaticNets;
            {{layers}}
            public sealed partial class Net;
            public static class NetUser
            {
                public static void Run(int count)
                {
                    var net = new Net(seed: 1);
                    var gradients = Net.NewGradients();
                    {{calls}}
                }
            }
            """;
        AssertOptimised(name, Regex.Replace(source, @"\bNet(User|Encoder|Decoder)?\b", $"{name}$1"), width, assembly =>
        {
            var run = assembly.GetType($"{name}User")!.GetMethod("Run")!.CreateDelegate<Action<int>>();
            run(1);
            run(Examples);
        });
    }

    private static void AssertOptimised(string name, string source, int width, Action<Assembly> use)
    {
        var run = GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Literal.Of(width) });
        List<string> marked = [];
        JittedMethod[] compiled = [];
        InMemory.Run(run, assembly =>
        {
            using var listener = new JitListener();
            use(assembly);
            var kernels = assembly.GetTypes().SelectMany(
                type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).ToList();
            foreach (var kernel in kernels)
            {
                // Some are for other numbers of examples.
                RuntimeHelpers.PrepareMethod(kernel.MethodHandle);
            }

            compiled = [.. listener.Methods().Where(method => method.Type.StartsWith(name, StringComparison.Ordinal))];
            marked = [.. kernels.Select(kernel => kernel.Name)];
        });

        Assert.NotEmpty(marked);
        Assert.DoesNotContain(compiled, method => method.Tier == JitTier.MinimalOptimization);
        var heard = compiled.Where(method => marked.Contains(method.Name)).ToList();
        Assert.All(heard, kernel => Assert.Equal(JitTier.Optimized, kernel.Tier));
        Assert.Empty(marked.Except(heard.Select(kernel => kernel.Name)));
    }

    /// <summary>Were this not so, the test above would say nothing.</summary>
    [Fact]
    public void MethodBeyondTheLimitIsHeardOfAsNotOptimised()
    {
        using var listener = new JitListener();
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Large"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Large").DefineType("Large", TypeAttributes.Public);
        var method = type.DefineMethod("Method", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldc_I4_0);
        for (var i = 0; i < MethodSize.Limit.Bytes; i++)
        {
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Add);
        }

        il.Emit(OpCodes.Ret);
        Assert.Equal(MethodSize.Limit.Bytes, type.CreateType().GetMethod("Method")!.Invoke(null, []));
        Assert.Equal(JitTier.MinimalOptimization, listener.Methods().Single(compiled => compiled is { Type: "Large", Name: "Method" }).Tier);
    }
}
