using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Samples.Tests;

/// <summary>RyuJIT compiles methods that are too large without optimising them, and says nothing. Here the samples are measured as they were built.</summary>
public sealed class IlBudgetTests
{
    /// <summary>The folders of the samples with networks; in lower case, their assemblies.</summary>
    public static TheoryData<string> Samples => ["CharLm", "LeNet", "Realtime", "Translate"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryMethodStaysFarBelowTheLimitsOfTheJit(string sample)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{sample.ToLowerInvariant()}.dll"));
        var methods = MethodSize.Of(file);
        Assert.Contains(methods, method => method.Name.EndsWith(".NewGradients", StringComparison.Ordinal)); // A network's.
        Assert.Empty(methods.SelectMany(method => method.Excesses));
    }
}
