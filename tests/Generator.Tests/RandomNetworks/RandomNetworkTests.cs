using Microsoft.CodeAnalysis;
using StaticNets.Generator.Layers;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>
/// Networks that nobody thought of. Always the same ones; tests/fuzz.sh draws others, to search for longer.
/// </summary>
public sealed class RandomNetworkTests
{
    private const int ValidCount = 12;
    private const int WildCount = 60;

    /// <summary>Of those in batches, which one in so many is run.</summary>
    private const int BatchCount = 240;
    private const int RunOne = 4;
    private const int BatchSize = 40;

    /// <summary>A block of 16 and some alone.</summary>
    private const int Examples = 18;

    /// <summary>Every layer comes in both, so that none is left out of what is tried here.</summary>
    [Fact]
    public void EveryKindOfLayerIsDrawn()
    {
        var fitting = string.Concat(Enumerable.Range(1, 8000).Select(number => RandomNetwork.Valid((uint)number).Source));
        var wild = string.Concat(Enumerable.Range(1, 500).Select(number => RandomNetwork.Wild((uint)number).Source));
        Assert.All(LayerRegistry.All.Select(layer => layer.Kind).Append("Use"), kind => Assert.Matches($@"[\[ ]{kind}\b", fitting));
        Assert.All(LayerRegistry.All, layer => Assert.Matches($@"[\[ ]{layer.Kind}\b", wild));
    }

    /// <summary>
    /// The generator never fails, what it writes compiles without a warning, and what is run agrees with the interpreter although its values are hostile:
    /// padding that is no number, equal maxima, offsets that leave few digits, denormal numbers.
    /// </summary>
    [Fact]
    public void NetworksInBatchesCompileAndAgreeWithTheInterpreterOnHostileValues()
    {
        var first = (uint)Variable("STATICNETS_RANDOM_FIRST", 1001);
        var numbers = Enumerable.Range(0, Variable("STATICNETS_RANDOM_COUNT", BatchCount)).Select(i => first + (uint)i).ToList();
        var run = (uint)Variable("STATICNETS_RANDOM_RUN", RunOne);
        var valid = Batches(numbers.Where(number => number % 2 == 0), RandomNetwork.Valid);
        var batches = valid.Concat(Batches(numbers.Where(number => number % 2 == 1), RandomNetwork.Wild)).ToList();
        var failures = batches.AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
            .SelectMany(batch => RandomBatch.Run(batch, batch[0].Network.Width, number => number % 2 == 0 && number / 2 % run == 0)).ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n{string.Join("\n\n", failures)}");
    }

    private static IEnumerable<(uint Number, RandomNetwork Network)[]> Batches(IEnumerable<uint> numbers, Func<uint, RandomNetwork> draw)
        => numbers.Select(number => (Number: number, Network: draw(number))).GroupBy(entry => entry.Network.Width).SelectMany(width => width.Chunk(BatchSize));

    [Fact]
    public void FittingLayersCompileWithoutWarningsAndAgreeWithTheInterpreter()
        => ForEach(ValidCount, RandomNetwork.Valid, network =>
        {
            var run = Run(network);
            Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
            var comparison = new EngineComparison(NetworkSource.Parse(network.Source, network.TypeName), Examples, dataSeed: 7);
            InMemory.Run(run, assembly => comparison.AssertAgrees(CompiledEngine.Of(assembly.GetType(network.TypeName)!), Examples));
        });

    /// <summary>Whatever is wrong has a message of ours, and what is generated all the same is C# without errors.</summary>
    [Fact]
    public void AnyLayersGiveOurMessagesAndNoOthers()
    {
        int valid = 0, invalid = 0;
        ForEach(WildCount, RandomNetwork.Wild, network =>
        {
            var run = Run(network);
            Assert.All(run.Problems, problem => Assert.StartsWith("SNET", problem.Id, StringComparison.Ordinal));
            Assert.DoesNotContain(run.CompilerProblems, problem => problem.Id != "CS0260"); // A class that is not partial, which we say too.
            _ = run.Problems.Any(problem => problem.Severity == DiagnosticSeverity.Error) ? invalid++ : valid++;
        });
        Assert.True(valid > 0 && invalid > valid, $"{valid} valid and {invalid} invalid declarations say too little.");
    }

    private static GeneratorRun Run(RandomNetwork network)
    {
        var compilation = NetworkSource.Compile(network.Source);
        return GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithWarningLevel(9999)), network.Properties);
    }

    private static void ForEach(int count, Func<uint, RandomNetwork> draw, Action<RandomNetwork> assert)
    {
        for (var number = 1U; number <= count; number++)
        {
            var network = draw(number);
            try
            {
                assert(network);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Random network {number} at {network.Width} bits:\n{network.Source}\n{exception.Message}", exception);
            }
        }
    }

    private static int Variable(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
