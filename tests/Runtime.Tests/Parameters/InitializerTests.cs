using Xunit;

namespace StaticNets.Tests.Parameters;

public sealed class InitializerTests
{
    private const int Size = 20_000;

    [Fact]
    public void Uniform_values_fill_the_bounds_and_stay_inside()
    {
        var values = Draw(Initializer.Uniform(0.2));
        Assert.InRange(values.Min(), -0.2f, -0.1999f);
        Assert.InRange(values.Max(), 0.1999f, 0.2f);
        Assert.InRange(values.Average(), -0.005, 0.005);
        Assert.InRange(Deviation(values), 0.2 / Math.Sqrt(3) - 0.002, 0.2 / Math.Sqrt(3) + 0.002);
    }

    [Fact]
    public void Normal_values_have_the_deviation_asked_for()
    {
        var values = Draw(Initializer.Normal(2));
        Assert.InRange(values.Average(), -0.06, 0.06);
        Assert.InRange(Deviation(values), 1.95, 2.05);
        Assert.InRange(values.Count(value => Math.Abs(value) < 2) / (double)Size, 0.67, 0.70);
        Assert.True(values.All(float.IsFinite));
    }

    [Fact]
    public void A_sum_of_uniforms_is_triangular()
    {
        var values = Draw(Initializer.SumOfUniforms(0.5));
        Assert.InRange(values.Min(), -1, -0.95f);
        Assert.InRange(values.Max(), 0.95f, 1);
        // Half of a triangle's area lies within (1 - sqrt(1/2)) of its middle.
        Assert.InRange(values.Count(value => Math.Abs(value) < 1 - Math.Sqrt(0.5)) / (double)Size, 0.48, 0.52);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw(Initializer.Constant(-1.5)), value => Assert.Equal(-1.5f, value));
        Assert.All(Draw(default), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_same_seed_gives_the_same_values_and_another_seed_others()
    {
        Assert.Equal(Draw(Initializer.Uniform(1), seed: 7), Draw(Initializer.Uniform(1), seed: 7));
        var (a, b) = (Draw(Initializer.Uniform(1), seed: 0), Draw(Initializer.Uniform(1), seed: 1));
        Assert.True(a.Zip(b).Count(pair => pair.First == pair.Second) < 10);
        Assert.InRange(Correlation(a, b), -0.03, 0.03);
    }

    [Fact]
    public void Tensors_of_equal_shape_get_different_values()
    {
        var set = new ParameterSet(new ParameterLayout("Two", 2 * Size,
        [
            new ParameterInfo("a", [Size], 0, [1], Initializer.Uniform(1)),
            new ParameterInfo("b", [Size], Size, [1], Initializer.Uniform(1)),
        ]));
        set.Initialize(0);
        Assert.InRange(Correlation(set["a"], set["b"]), -0.03, 0.03);
    }

    [Fact]
    public void Values_do_not_depend_on_the_order_in_memory()
    {
        var rows = new ParameterSet(new ParameterLayout("Rows", 12, [new ParameterInfo("w", [3, 4], 0, [4, 1], Initializer.Uniform(1))]));
        var columns = new ParameterSet(new ParameterLayout("Columns", 16, [new ParameterInfo("w", [3, 4], 0, [1, 4], Initializer.Uniform(1))]));
        rows.Initialize(42);
        columns.Initialize(42);
        Assert.Equal(rows["w"], columns["w"]);
        Assert.NotEqual(rows.Values.ToArray(), columns.Values[..12].ToArray());
    }

    [Fact]
    public void Padding_is_zero_whatever_was_there()
    {
        var set = new ParameterSet(Layouts.Padded);
        set.Values.Fill(5);
        set.Initialize(3);
        Assert.Equal(0, set.Values[2]);
        Assert.Equal(0, set.Values[22]);
        Assert.Equal(0, set.Values[39]);
        Assert.Equal(3, set.Values[23]);
        Assert.All(set["dense1.bias"], value => Assert.Equal(0.25f, value));
        Assert.DoesNotContain(0f, set["dense1.weight"]);
    }

    // Trained networks are compared by seed: these bits are a promise. The numbers were worked out apart from this code, in Python.
    [Fact]
    public void Seed_zero_gives_these_values()
    {
        Assert.Equal(FirstOfSeedZero, Draw(Initializer.Uniform(1), seed: 0)[..4]);
    }

    [Fact]
    public void Bounds_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Initializer.Uniform(-1));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Initializer.SumOfUniforms(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("deviation", () => Initializer.Normal(double.NaN));
        Assert.Equal(-3, Initializer.Constant(-3).Scale);
    }

    private static readonly float[] FirstOfSeedZero = [-0.722581208f, 0.942204177f, -0.444334269f, 0.805202067f];

    private static float[] Draw(Initializer initializer, ulong seed = 1)
    {
        var set = new ParameterSet(new ParameterLayout("One", Size, [new ParameterInfo("w", [Size], 0, [1], initializer)]));
        set.Initialize(seed);
        return set["w"];
    }

    private static double Deviation(float[] values)
    {
        var mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Correlation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b).Average(pair => (double)(pair.First - meanA) * (pair.Second - meanB)) / (Deviation(a) * Deviation(b));
    }
}
