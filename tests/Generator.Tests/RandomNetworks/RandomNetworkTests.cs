using Microsoft.CodeAnalysis;
using StaticNets.Tests.Engines;
using Xunit;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>
/// Networks that nobody thought of. Always the same ones; the environment variables STATICNETS_RANDOM_FIRST and STATICNETS_RANDOM_COUNT choose others, to search for longer.
/// </summary>
public sealed class RandomNetworkTests
{
    private const int ValidCount = 24;
    private const int WildCount = 120;

    /// <summary>A block of 16 and some alone.</summary>
    private const int Examples = 18;

    [Fact]
    public void FittingLayersCompileWithoutWarningsAndAgreeWithTheInterpreter()
        => ForEach(ValidCount, RandomNetwork.Valid, network =>
        {
            var run = Run(network);
            Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
            Assert.Empty(run.CompilerProblems);
            var model = NetworkSource.Parse(network.Source, RandomNetwork.TypeName);
            InMemory.Run(run.Output, assembly => new EngineComparison(model, CompiledEngine.Of(assembly.GetType(RandomNetwork.TypeName)!), Examples, dataSeed: 7).AssertAgrees(Examples));
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
        var first = Variable("STATICNETS_RANDOM_FIRST", 1);
        for (var i = 0; i < Variable("STATICNETS_RANDOM_COUNT", count); i++)
        {
            var number = (uint)(first + i);
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
