using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Tests;

/// <summary>
/// RyuJIT compiles methods that are too large without optimising them, and says nothing. Here all networks of these tests are measured as they were built.
/// </summary>
public sealed class IlBudgetTests
{
    [Fact]
    public void EveryMethodStaysFarBelowTheLimitsOfTheJit()
    {
        using var file = File.OpenRead(typeof(IlBudgetTests).Assembly.Location);
        var methods = MethodSize.Of(file);
        Assert.Contains(methods, method => method.Name.EndsWith(".NewGradients", StringComparison.Ordinal)); // A network's.
        Assert.Empty(methods.SelectMany(method => method.Excesses));
    }
}
