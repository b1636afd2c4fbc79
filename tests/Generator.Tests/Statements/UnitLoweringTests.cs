using StaticNets.Generator.Lower;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;
using Xunit;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>What becomes of a unit, as who looks at it is shown.</summary>
public sealed class UnitLoweringTests
{
    [Fact]
    public void OnlyTheKernelThatIsEmittedIsShown()
    {
        // The gradient of the input has a nest for each remainder of the stride: with the largest tiles it is too long for the JIT, and smaller ones are tried.
        var model = NetworkSource.Of("[Input(3, 67, 67, Gradient = true)] [Conv2d(32, 11, Stride = 4, Padding = 2)] [MeanSquaredError]");
        var (_, stages) = LoweredKernel.Of(NetworkPlan.Of(model, TestContext.Current.CancellationToken), VectorTarget.Bits256);
        Assert.NotEmpty(stages);
        Assert.All(
            stages.GroupBy(stage => (stage.Form, stage.Unit)),
            kernel => Assert.Equal([null, .. KernelPasses.All], kernel.Select(stage => stage.Pass)));
    }
}
