using StaticNets.Generator.Model;
using StaticNets.Generator.Text;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Layers compiled for each vector width, and as the interpreter sees them.</summary>
internal static class CompiledLayers
{
    private static readonly int[] Widths = [128, 256, 512];

    /// <summary>Numbers of examples: one alone, a block that is not full and one behind it, several blocks.</summary>
    public static IEnumerable<int> Counts { get; } = [1, 6, 17, 33];

    /// <summary>Hands over the code for every width, which compiles without a warning.</summary>
    /// <param name="layers">Such as <c>[Input(3)] [Dense(2)]</c>.</param>
    public static void ForEachWidth(string layers, Action<NetworkModel, CompiledEngine> use) => ForEachWidth(layers, Widths, use);

    /// <summary>Hands over the code for some widths, which compiles without a warning.</summary>
    /// <param name="layers">Such as <c>[Input(3)] [Dense(2)]</c>.</param>
    public static void ForEachWidth(string layers, int[] widths, Action<NetworkModel, CompiledEngine> use)
    {
        var source = $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;";
        var model = NetworkSource.Parse(source, "Net");
        foreach (var width in widths)
        {
            var run = GeneratorRun.Of(NetworkSource.Compile(source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Literal.Of(width) });
            InMemory.Run(run, assembly => use(model, CompiledEngine.Of(assembly.GetType("Net")!)));
        }
    }

    /// <summary>The same data for every example.</summary>
    /// <param name="parameters">In the order of the model's; ordinary values where left out.</param>
    public static NetworkData Repeat(NetworkModel model, int count, float[] input, float[] target, int? length = null, float[][]? parameters = null)
    {
        var ordinary = NetworkData.Draw(model, count, seed: 3);
        return ordinary with
        {
            Parameters = parameters ?? ordinary.Parameters,
            Inputs = [[.. Enumerable.Repeat(input, count).SelectMany(values => values)]],
            Lengths = [length is int steps ? [.. Enumerable.Repeat(steps, count)] : []],
            Targets = [.. Enumerable.Repeat(target, count).SelectMany(values => values)],
        };
    }

    /// <summary>Equal, or both NaN, or as near as a share of the expected number itself says.</summary>
    public static void AssertNear(double expected, double actual, double relative, string what)
    {
        var isNear = expected.Equals(actual) || Math.Abs(actual - expected) <= relative * Math.Abs(expected);
        Assert.True(isNear, $"{what}: {actual:R} instead of {expected:R}");
    }
}
