using StaticNets.CompilerServices;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests;

/// <summary>The tests beside these say nothing of a width whose code is not there.</summary>
public sealed class VectorWidthTests
{
    [Fact]
    public void The_networks_have_code_for_every_width() => Assert.Equal([128, 256, 512], LengthOfOneStep.Info.VectorWidths);

    [Fact]
    public void They_run_with_the_width_that_is_asked_for()
    {
        Assert.Equal(VectorWidth.Current, LengthOfOneStep.Info.VectorWidth);
        if (int.TryParse(Environment.GetEnvironmentVariable("STATICNETS_VECTOR_WIDTH"), out var width))
        {
            Assert.Equal(width, LengthOfOneStep.Info.VectorWidth);
        }
    }
}
