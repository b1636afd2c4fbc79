using StaticNets.Generator.Ir;
using StaticNets.Generator.Passes;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class DifferentiateTests
{
    /// <summary>The sum over one unit is none: what is left of it is a map, which is folded into its readers by the axes of its index.</summary>
    [Fact]
    public void GradientThroughADenseLayerOfOneUnitIsAMapOfItsOwnAxes()
    {
        var model = NetworkSource.Of("[Input(2, 3, 3)] [Conv2d(3, 2), Tanh] [GlobalAvgPool, Dense(1)] [MeanSquaredError]");
        var training = Differentiate.Apply(
            model.Forward, [.. model.Parameters.Select(parameter => parameter.Tensor)], null, TestContext.Current.CancellationToken);
        Assert.All(training.Program.Loops.Where(loop => loop.Combine == Combine.Assign), loop => Assert.Empty(loop.ReductionAxes));
    }
}
