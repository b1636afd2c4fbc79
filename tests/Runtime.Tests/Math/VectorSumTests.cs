using System.Runtime.Intrinsics;
using StaticNets.Numerics;
using Xunit;

namespace StaticNets.Tests.Numerics;

public sealed class VectorSumTests
{
    /// <summary>Different powers of 2, of which each subset has another sum, and every sum is exact.</summary>
    private static readonly float[] Powers = [.. Enumerable.Range(0, 16).Select(power => (float)(1 << power))];

    [Fact]
    public void EveryLaneIsAddedOnce()
    {
        Assert.Equal(0xF, VectorMath.Sum(Vector128.Create(Powers)));
        Assert.Equal(0xFF, VectorMath.Sum(Vector256.Create(Powers)));
        Assert.Equal(0xFFFF, VectorMath.Sum(Vector512.Create(Powers)));
    }
}
