using System.Runtime.Intrinsics;
using StaticNets.Numerics;
using Xunit;

namespace StaticNets.Tests.Numerics;

public sealed class Expm1Tests
{
    [Fact]
    public void It_is_exact_to_a_few_units_in_the_last_place_however_small_the_number()
    {
        for (var exponent = -149; exponent < 7; exponent++)
        {
            for (var step = 0; step < 512; step++)
            {
                foreach (var sign in new[] { 1, -1 })
                {
                    var x = (float)(sign * Math.ScaleB(1 + (step / 512.0), exponent));
                    var exact = Math.Abs(x) < 1 ? Math.Tanh(x / 2.0) * (Math.Exp(x) + 1) : Math.Exp(x) - 1;
                    if (exact > float.MaxValue)
                    {
                        Assert.Equal(float.PositiveInfinity, VectorMath.Expm1(x));
                        continue;
                    }

                    var allowed = 2.5 * (MathF.BitIncrement((float)Math.Abs(exact)) - (float)Math.Abs(exact));
                    Assert.True(Math.Abs(VectorMath.Expm1(x) - exact) <= allowed, $"exp({x:R}) - 1 is {VectorMath.Expm1(x):R} instead of {exact:R}");
                }
            }
        }
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(-1e30f, -1f)]
    [InlineData(89f, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void It_has_the_right_ends(float x, float exact) => Assert.Equal(exact, VectorMath.Expm1(x));

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach (var x in new[] { 0f, 1e-40f, -1e-9f, 4.5e-5f, 0.3f, -0.3f, 1f, -5f, 77f, -100f, float.PositiveInfinity, float.NaN })
        {
            var expected = VectorMath.Expm1(x);
            Assert.Equal(expected, VectorMath.Expm1(Vector128.Create(x))[3]);
            Assert.Equal(expected, VectorMath.Expm1(Vector256.Create(x))[5]);
            Assert.Equal(expected, VectorMath.Expm1(Vector512.Create(x))[9]);
        }
    }
}
