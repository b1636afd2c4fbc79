using Microsoft.CodeAnalysis;
using StaticNets.Generator.Tests;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Tests;

/// <summary>
/// Every network of Networks/: its emitted code at the vector width of this process (STATICNETS_VECTOR_WIDTH;
/// tests/run.sh runs them at each) against the interpreter in double.
/// </summary>
public sealed class EngineMatrixTests
{
    private const int DataSeed = 20;

    /// <summary>Beyond this the interpreter takes seconds for an example.</summary>
    private const long LargeNetwork = 100_000;

    /// <summary>One alone; as many as are still run alone; a part of a block; a block and some alone; a chunk of three blocks, the last in part.</summary>
    private static readonly int[] Counts = [1, 4, 7, 19, 37];

    /// <summary>Alone and as a part of a block.</summary>
    private static readonly int[] CountsOfLargeNetworks = [1, 5];

    private static readonly Lazy<Compilation> Sources = new(() => NetworkSource.Compile(
        ["global using StaticNets;", .. Directory.GetFiles(
            Path.Combine(Repository.Root, "tests", "Numerics.Tests", "Networks"),
            "*.cs",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)]));

    private static IEnumerable<Type> Networks => typeof(EngineMatrixTests).Assembly.GetTypes()
        .Where(type => type.Namespace is "StaticNets.Tests.Networks" or "StaticNets.Tests.Networks.Interpreted"
            && type.GetInterfaces().Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(INetwork<>)));

    public static TheoryData<string> Names => [.. Networks.Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Emitted_code_agrees_with_the_interpreter(string name)
    {
        var type = Networks.Single(type => type.Name == name);
        var model = NetworkSource.Parse(Sources.Value, type.FullName!);
        int[] counts = [.. (model.Layers.Sum(layer => layer.MultiplyAdds) > LargeNetwork ? CountsOfLargeNetworks : Counts)
            .Where(count => count >= model.LeastBatch)];
        var (compiled, comparison) = (CompiledEngine.Of(type), new EngineComparison(model, counts.Max(), DataSeed));
        Assert.All(counts, count => comparison.AssertAgrees(compiled, count));
    }

    [Fact]
    public void Every_network_with_a_fixture_is_in_the_matrix() => Assert.Empty(FixtureCases.Names.Except(Names.Select(row => row.Data)));
}
