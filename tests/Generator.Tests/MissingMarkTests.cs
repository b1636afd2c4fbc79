using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>A class that lacks [Network] or partial has the members of the network all the same: the mistake is said at the class, not at every use.</summary>
public sealed class MissingMarkTests
{
    private const string Use = """
        public static class User
        {
            public static float Run(float[] values, int[] labels)
            {
                var net = new Net(seed: 1);
                net = Net.Load("net.safetensors");
                net.Forward(values, values, count: Net.InputSize + Net.OutputSize);
                net.Parameters.Save("net.safetensors");
                return net.Loss(values, labels) + net.Backward(values, labels, Net.NewGradients());
            }

            public static T Make<T>() where T : class, StaticNets.INetwork<T> => T.Create(1);
            public static Net Made() => Make<Net>();
        }
        """;

    private const string Layers = "Input(4), Dense(2), SoftmaxCrossEntropy";

    [Theory]
    [InlineData($"[{Layers}] public sealed partial class Net;", "SNET0003 Net")]
    [InlineData($"[{Layers}] public sealed partial class Net; public sealed partial class Net {{ }}", "SNET0003 Net")]
    [InlineData($"[{Layers}] public sealed class Net;", "SNET0003 Net, CS0260 Net")]
    [InlineData($"[Network, {Layers}] public sealed class Net;", "SNET0001 Net, CS0260 Net")]
    [InlineData($"[Network, {Layers}] sealed class Net {{ }}", "SNET0001 Net, CS0260 Net, CS0050 Made")]
    [InlineData("[Network, Input(4), Dens(2), SoftmaxCrossEntropy] public sealed partial class Net;", "CS0246 Dens, CS0246 Dens")]
    [InlineData("[Network, Input(4), Dense(2, 3), SoftmaxCrossEntropy] public sealed partial class Net;", "SNET0406 Dense(2, 3), CS1729 Dense(2, 3)")]
    public void MistakeIsSaidAtTheClassAlone(string declaration, string messages)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n{declaration}", Use);
        Assert.Equal(messages, string.Join(", ", run.Problems.Concat(run.CompilerProblems).Select(problem => $"{problem.Id} {GeneratorRun.TextOf(problem)}")));
    }

    [Fact]
    public void TypesAroundTheClassLackPartialToo()
    {
        var run = GeneratorRun.Of(
            $"using StaticNets;\npublic static class Outer {{ [Network, {Layers}] public sealed class Net; }}",
            Use.Replace("Net ", "Outer.Net ", StringComparison.Ordinal).Replace("Net.", "Outer.Net.", StringComparison.Ordinal)
                .Replace("Net(", "Outer.Net(", StringComparison.Ordinal).Replace("<Net>", "<Outer.Net>", StringComparison.Ordinal)
                .Replace("StaticOuter.Nets", "StaticNets", StringComparison.Ordinal));
        Assert.Equal(
            ["CS0260 Net", "CS0260 Outer", "SNET0001 Net", "SNET0013 Outer"],
            run.Problems.Concat(run.CompilerProblems).Select(problem => $"{problem.Id} {GeneratorRun.TextOf(problem)}").Order(StringComparer.Ordinal));
    }

    /// <summary>A block's class stays as it is, and what has no input may be one.</summary>
    [Theory]
    [InlineData("[Block, Dense(2)] public sealed partial class Net;")]
    [InlineData("[Dense(2)] public sealed partial class Net;")]
    [InlineData("[Block, Input(2), Dense(2)] public sealed partial class Net;")]
    [InlineData("public sealed partial class Net;")]
    public void NothingIsGeneratedForWhatIsNoNetwork(string declaration) => Assert.Empty(GeneratorRun.Of($"using StaticNets;\n{declaration}").Sources);

    [Theory]
    [InlineData("[Input(4), Tokens(4, 5), Input(3, Name = \"b\"), Dense(2)] public sealed partial class Net;")]
    [InlineData("[Tokens(4, 5), Input(4), Dense(2)] public sealed partial class Net;")]
    [InlineData("[Tokens(4, 5)] public sealed partial class Net; [Input(4), Dense(2)] public sealed partial class Net;")]
    public void InputsOfAnyNumberAndKindMakeOneFile(string declaration)
    {
        var run = GeneratorRun.Of($"using StaticNets;\n{declaration}");
        Assert.Single(run.Sources);
        Assert.Empty(run.CompilerProblems);
    }
}
