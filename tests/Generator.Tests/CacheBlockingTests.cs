using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Which products are taken in blocks; that their sums are right is the numerical tests' affair.</summary>
public sealed class CacheBlockingTests
{
    [Theory]
    [InlineData(48, true)]
    [InlineData(40, false)]
    public void FactorsThatDoNotStayInTheCacheAreTakenInBlocks(int features, bool isTaken)
    {
        // The weights' gradient goes over the inputs of all steps, of 16 examples, once for every few units.
        var run = GeneratorRun.Of($"using StaticNets;\n[Network, Input(60, {features}), Dense(48), MeanSquaredError] public sealed partial class Net;");
        Assert.Empty(run.Problems);
        Assert.Equal(isTaken, run.Sources.Any(source => source.SourceText.ToString().Contains("Block = 0;", StringComparison.Ordinal)));
    }
}
