using StaticNets.Generator.Schedule;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class PlanningTests
{
    /// <summary>Some things grow with the logarithm of the layers, and a list that doubles has allocated some memory twice.</summary>
    private const double Allowed = 1.05;

    /// <summary>Of memory, which unlike time does not depend on what else the machine does.</summary>
    [Fact]
    public void PlanningGrowsWithTheNumberOfLayersAndNoFaster()
    {
        _ = Allocated(2);
        var six = Allocated(6);
        Assert.InRange(Allocated(24) / six, 3, 4 * Allowed);
        Assert.InRange(Allocated(48) / six, 6, 8 * Allowed);
    }

    private static double Allocated(int blocks)
    {
        var model = NetworkSource.Parse(
            $$"""
            using StaticNets;

            [Block]
            [Dense(16), LayerNorm, Gelu, Dense(16), Tanh, Dense(16), Silu, LayerNorm, Dense(16), Sigmoid, Dense(16), Relu]
            public sealed partial class TwelveLayers;

            [Network]
            [Input(16)]
            [Use(typeof(TwelveLayers), Repeat = {{blocks}})]
            [Dense(4)]
            [SoftmaxCrossEntropy]
            public sealed partial class Net;
            """,
            "Net");
        var before = GC.GetAllocatedBytesForCurrentThread();
        NetworkPlan.Of(model, default);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
