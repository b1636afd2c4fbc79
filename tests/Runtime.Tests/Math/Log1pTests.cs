using System.Runtime.Intrinsics;
using StaticNets.Numerics;
using Xunit;

namespace StaticNets.Tests.Numerics;

public sealed class Log1pTests
{
    [Fact]
    public void It_is_exact_to_a_few_units_in_the_last_place_however_small_the_number()
    {
        for (var exponent = -149; exponent < 128; exponent++)
        {
            for (var step = 0; step < 64; step++)
            {
                var x = (float)(Math.ScaleB(1 + step / 64.0, exponent));
                var u = 1.0 + x;
                var exact = u == 1 ? x : Math.Log(u) * (x / (u - 1));
                var allowed = 2.5 * (MathF.BitIncrement((float)exact) - (float)exact);
                Assert.True(Math.Abs(VectorMath.Log1p(x) - exact) <= allowed, $"log(1 + {x:R}) is {VectorMath.Log1p(x):R} instead of {exact:R}");
            }
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void It_keeps_what_is_its_own_value(float x) => Assert.Equal(x, VectorMath.Log1p(x));

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach (var x in new[] { 0f, 1e-40f, 1e-9f, 4.5e-5f, 0.3f, 1f, 77f, 3e38f, float.PositiveInfinity, float.NaN })
        {
            var expected = VectorMath.Log1p(x);
            Assert.Equal(expected, VectorMath.Log1p(Vector128.Create(x))[3]);
            Assert.Equal(expected, VectorMath.Log1p(Vector256.Create(x))[5]);
            Assert.Equal(expected, VectorMath.Log1p(Vector512.Create(x))[9]);
        }
    }
}
