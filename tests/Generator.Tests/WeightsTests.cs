extern alias Tasks;

using System.Reflection;
using StaticNets.Generator.Text;
using StaticNets.Tests;
using Xunit;
using Listing = Tasks::StaticNets.Tasks.SafetensorsListing;

namespace StaticNets.Generator.Tests;

/// <summary>Networks whose weights are in the assembly.</summary>
public sealed class WeightsTests : IDisposable
{
    private const string Source = """
        using StaticNets;

        [Network(Weights = "models/net.safetensors")]
        [Input(4), Dense(3), Relu, Dense(2)]
        public sealed partial class Net;
        """;

    private const string Resource = "StaticNets.Weights/models/net.safetensors";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PretrainedIsOneNetworkWithTheWeightsOfTheFile() => Run(Source, Weights(), type =>
    {
        var pretrained = Pretrained(type);
        Assert.Same(pretrained, Pretrained(type));
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => i / 8f)], Parameters(pretrained)["dense1.weight"]);
        Assert.Equal([7, -7], Parameters(pretrained)["dense2.bias"]);
    });

    [Fact]
    public void ACopyHasParametersOfItsOwn() => Run(Source, Weights(), type =>
    {
        var pretrained = Pretrained(type);
        var copy = Activator.CreateInstance(type, pretrained)!;
        Assert.Equal(Parameters(pretrained).Values, Parameters(copy).Values);
        Parameters(copy)["dense2.bias"] = [1, 2];
        Assert.Equal([7, -7], Parameters(pretrained)["dense2.bias"]);
        Assert.Throws<ArgumentNullException>(() => type.GetConstructor([type])!.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [null], culture: null));
    });

    [Fact]
    public void ThreadsThatComeFirstTogetherGetTheSame() => Run(Source, Weights(), type =>
    {
        var networks = new object[16];
        var threads = networks.Select((_, i) => new Thread(() => networks[i] = Pretrained(type))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Single(networks.Distinct(ReferenceEqualityComparer.Instance));
    });

    [Fact]
    public void WeightsThatAreNotFiniteAreAnErrorAtEveryUse() => Run(Source, Weights(float.NaN), type =>
    {
        for (var use = 0; use < 2; use++)
        {
            var error = Assert.Throws<InvalidDataException>(() => Pretrained(type));
            Assert.Contains("dense2.bias[1] is NaN", error.Message);
        }
    });

    [Fact]
    public void AnAssemblyWithoutTheFileSaysSo() => InMemory.Run(GeneratorRun.Of(Source), assembly =>
        Assert.Contains(Resource, Assert.Throws<InvalidDataException>(() => Pretrained(assembly.GetType("Net")!)).Message));

    [Fact]
    public void FiftyMegabytesOfWeightsAreAllocatedOnce()
    {
        const string large = """
            using StaticNets;

            [Network(Weights = "models/net.safetensors")]
            [Input(3600), Dense(3600), Add("input"), Dense(2)]
            public sealed partial class Net;
            """;
        const long size = sizeof(float) * (3600 * 3601 + 2 * 3601);
        var file = folder.File("large.safetensors");
        Safetensors.Write(
            file,
            [
                Tensor("dense1.weight", 3600, 3600), Tensor("dense1.bias", 3600), Tensor("dense2.weight", 2, 3600), Tensor("dense2.bias", 2),
            ]);
        Run(large, File.ReadAllBytes(file), type =>
        {
            _ = type.GetProperty("Info")!.GetValue(null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var pretrained = Pretrained(type);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(allocated, size, size + 1_000_000);
            Assert.Equal(0.5f, Parameters(pretrained)["dense2.bias"][1]);

            before = GC.GetAllocatedBytesForCurrentThread();
            type.GetMethod("Load")!.Invoke(null, [file, null, true, LoadAllowances.None]);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, size, size + 1_000_000);
        });

        static SafetensorsTensor Tensor(string name, params int[] shape) => new(name, [.. shape], values => values.Fill(0.5f));
    }

    [Fact]
    public void TheListingOfAFileHasItsTensorsAndStatements()
    {
        var file = folder.File("net.safetensors");
        Safetensors.Write(
            file,
            [new("a\tb \"c\" \\ é\n", [2, 3], new float[6]), new("scalar", [], new float[1])],
            new Dictionary<string, string> { ["key"] = "two\nlines" });
        var read = Parsing.WeightsItems.Read(Microsoft.CodeAnalysis.Text.SourceText.From(string.Join('\n', Listing.Of(file))));
        Assert.Equal([new("a\tb \"c\" \\ é\n", "F32", (string[])["2", "3"]), new("scalar", "F32", Array.Empty<string>())], read.Tensors);
        Assert.Equal([("key", "two\nlines")], read.Statements);
        Assert.Null(read.Unreadable);
    }

    [Theory]
    [InlineData("", "it is no safetensors file: it has 0 bytes, fewer than any")]
    [InlineData("PK\u0003\u0004 a pickle of PyTorch", "it is no safetensors file: it claims a header of ")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}and more", "it is no safetensors file: its tensors end at byte 0 of the data, but it has 8")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]", "it is no safetensors file: it has no '{' at character 0")]
    [InlineData("\u0003\0\0\0\0\0\0\0{}x", "it is no safetensors file: it has something behind the end at character 2")]
    [InlineData("\u0008\0\0\0\0\0\0\0{\"a\":{}}", "it is no safetensors file: tensor a lacks its dtype, its shape, or the begin and end of its data")]
    public void WhatIsNoSafetensorsFileIsSaidWhy(string bytes, string why)
    {
        var file = folder.File("net.safetensors");
        File.WriteAllBytes(file, System.Text.Encoding.Latin1.GetBytes(bytes));
        var fields = Tasks::StaticNets.Generator.Text.WeightsListing.Fields(Assert.Single(Listing.Of(file)));
        Assert.Equal(WeightsListing.Unreadable, fields[0]);
        Assert.StartsWith(why, fields[1]);
    }

    [Theory]
    [InlineData("net.safetensors", "net.safetensors")]
    [InlineData("./models\\net.safetensors", "models/net.safetensors")]
    [InlineData("a/../b//c/./net.safetensors", "b/c/net.safetensors")]
    [InlineData("../../net.safetensors", "../../net.safetensors")]
    [InlineData("/models/../net.safetensors", "/net.safetensors")]
    public void PathsAreComparedAsTheyMean(string written, string compared) => Assert.Equal(compared, WeightsListing.PathOf(written));

    [Fact]
    public void EveryTensorThatDoesNotFitIsAMessage()
    {
        var run = GeneratorRun.Of(
            NetworkSource.Compile(Source),
            additional:
            [
                new WeightsText("# models/net.safetensors\ndense1.weight F32 [4, 3]\ndense1.bais F32 [3]\ndense2.weight I64 [2, 3]\ndense2.bias BF16 [2]\n"
                    + "optimizer.momentum F32 [3]\nnorm1.num_batches_tracked I64 []\nextra F32 []"),
            ]);
        const string place = "'\"models/net.safetensors\"'";
        Assert.Equal(
            $"""
            SNET0605 {place}
              'models/net.safetensors' has dense1.weight of shape 4x3, but Net needs 3x4
            SNET0603 {place}
              'models/net.safetensors' lacks dense1.bias of shape 3, which Net needs; it has dense1.bais
            SNET0606 {place}
              'models/net.safetensors' has dense2.weight of type I64, but only F32, F64, F16 and BF16 are read
            SNET0604 {place}
              'models/net.safetensors' has dense1.bais of shape 3, which Net does not know; it lacks dense1.bias
            SNET0604 {place}
              'models/net.safetensors' has extra of shape scalar, which Net does not know
            """,
            run.Report().Replace("Weights = \"models/net.safetensors\"", "\"models/net.safetensors\""));
    }

    [Fact]
    public void AnInvalidNetworkHasItsPretrained()
    {
        var mistaken = Source.Replace("Dense(2)", "Dense(0)", StringComparison.Ordinal);
        var run = GeneratorRun.Of($"{mistaken}\ninternal static class Use {{ static Net Net => Net.Pretrained; }}");
        Assert.Empty(run.CompilerProblems);
    }

    private static void Run(string source, byte[] weights, Action<Type> use)
        => InMemory.Run(GeneratorRun.Of(source), assembly => use(assembly.GetType("Net")!), (Resource, weights));

    private byte[] Weights(float last = -7)
    {
        var file = folder.File("net.safetensors");
        Safetensors.Write(
            file,
            [
                new("dense1.weight", [3, 4], [.. Enumerable.Range(0, 12).Select(i => i / 8f)]),
                new("dense1.bias", [3], new float[3]),
                new("dense2.weight", [2, 3], new float[6]),
                new("dense2.bias", [2], [7, last]),
            ]);
        return File.ReadAllBytes(file);
    }

    private static object Pretrained(Type type)
        => type.GetProperty("Pretrained")!.GetMethod!.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null)!;

    private static ParameterSet Parameters(object network) => (ParameterSet)network.GetType().GetProperty("Parameters")!.GetValue(network)!;
}
