using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>RyuJIT compiles methods that are too large without optimising them, and says nothing.</summary>
public sealed class IlBudgetTests
{
    /// <summary>The share of each limit that may be used: what the JIT inlines counts too.</summary>
    private const double Share = 0.6;

    private static readonly OptimizationLevel[] Levels = [OptimizationLevel.Release, OptimizationLevel.Debug];

    public static TheoryData<string> Names => [.. BudgetedNetworks.Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethodStaysFarBelowTheLimitsOfTheJit(string name)
    {
        var run = GeneratorRun.Of(NetworkSource.Compile(BudgetedNetworks.Sources[name]), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = "128;256;512" });
        var levels = Levels.AsParallel().Select(level => (Level: level, Methods: Measure(run.Output.WithOptions(((CSharpCompilationOptions)run.Output.Options).WithOptimizationLevel(level))))).ToList();
        Assert.All(levels, measured =>
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{measured.Level}: the largest is {measured.Methods.MaxBy(method => method.Bytes)}");
            Assert.Empty(measured.Methods.SelectMany(Excesses));
        });
    }

    [Fact]
    public void CountsWhatTheJitCounts()
    {
        var compilation = NetworkSource.Compile("""
            public static class Counted
            {
                public static int Sum(int count)
                {
                    var sum = 0;
                    for (var i = 0; i < count; i++)
                    {
                        sum += i;
                    }

                    return sum;
                }
            }
            """);
        var sum = Measure(compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release))).Single(method => method.Name == "Counted.Sum");

        // ldc.i4.0 stloc.0 ldc.i4.0 stloc.1 br.s | ldloc.0 ldloc.1 add stloc.0 ldloc.1 ldc.i4.1 add stloc.1 | ldloc.1 ldarg.0 blt.s | ldloc.0 ret
        Assert.Equal(new MethodSize("Counted.Sum", 20, 18, 4, 2, 10), sum);
    }

    private static List<MethodSize> Measure(Compilation compilation)
    {
        var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        stream.Position = 0;
        using var assembly = new PEReader(stream);
        return [.. MethodSize.Of(assembly)];
    }

    private static IEnumerable<string> Excesses(MethodSize method)
    {
        (string What, int Size, double Limit)[] sizes =
        [
            ("IL bytes", method.Bytes, Share * MethodSize.Limit.Bytes),
            ("IL instructions", method.Instructions, Share * MethodSize.Limit.Instructions),
            ("basic blocks", method.BasicBlocks, Share * MethodSize.Limit.BasicBlocks),
            ("locals", method.Locals, Math.Min(MethodSize.TrackedLocals, Share * MethodSize.Limit.Locals)),
            ("references to locals", method.LocalReferences, Share * MethodSize.Limit.LocalReferences),
        ];
        return sizes.Where(size => size.Size > size.Limit).Select(size => FormattableString.Invariant($"{method.Name} has {size.Size} {size.What}, more than {size.Limit}"));
    }
}
