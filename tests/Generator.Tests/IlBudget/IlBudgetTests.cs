using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>
/// RyuJIT compiles methods that are too large without optimising them, and says nothing. Debug code is what is measured: it is nowhere smaller than
/// Release code.
/// </summary>
public sealed class IlBudgetTests
{
    public static TheoryData<string> Names => [.. BudgetedNetworks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethodStaysFarBelowTheLimitsOfTheJit(string name)
    {
        var network = BudgetedNetworks.All[name];
        var run = GeneratorRun.Of(NetworkSource.Compile(network.Source), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = "128;256;512" });
        var methods = Measure(run.Output, OptimizationLevel.Debug);
        TestContext.Current.TestOutputHelper?.WriteLine($"The largest is {methods.MaxBy(method => method.Bytes)}");
        Assert.Empty(methods.SelectMany(method => method.Excesses));
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
        var sum = Measure(compilation, OptimizationLevel.Release).Single(method => method.Name == "Counted.Sum");

        // ldc.i4.0 stloc.0 ldc.i4.0 stloc.1 br.s | ldloc.0 ldloc.1 add stloc.0 ldloc.1 ldc.i4.1 add stloc.1 | ldloc.1 ldarg.0 blt.s | ldloc.0 ret
        Assert.Equal(new MethodSize("Counted.Sum", 20, 18, 4, 2, 10), sum);
    }

    private static List<MethodSize> Measure(Compilation compilation, OptimizationLevel level)
    {
        var stream = new MemoryStream();
        Assert.True(compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(level)).Emit(stream).Success);
        stream.Position = 0;
        return MethodSize.Of(stream);
    }
}
