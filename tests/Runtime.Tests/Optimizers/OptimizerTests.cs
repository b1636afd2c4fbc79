using StaticNets.Tests.Parameters;
using Xunit;

namespace StaticNets.Tests.Optimizers;

public sealed class OptimizerTests
{
    private const int Length = 21;
    private static readonly ParameterLayout Layout = new("Five", Length, [new ParameterInfo("values", [5], 13, [1], Initializer.Constant(0))]);

    // The results of torch.optim after 4 steps from p[i] = cos(i) with the gradients g[i] = sin(0.7 t + i) 2^(i-2), t = 0..3.
    public static TheoryData<string, Optimizer, float[]> PyTorch => new()
    {
        { "default", new Sgd(), [0.999376774f, 0.539027154f, -0.416409671f, -0.985460281f, -0.642796993f] },
        { "rate", new Sgd(0.1), [0.937678099f, 0.412793279f, -0.442432702f, -0.536765873f, 0.431017488f] },
        { "decay", new Sgd(0.1, weightDecay: 0.3), [0.824661791f, 0.358434469f, -0.384997904f, -0.432714254f, 0.446648031f] },
        { "momentum", new Sgd(0.1, 0.9), [0.887965143f, 0.194992721f, -0.714293659f, -0.253111869f, 2.13149667f] },
        { "dampening", new Sgd(0.1, 0.8, 0.25, weightDecay: 0.05), [0.887121618f, 0.261610389f, -0.649561346f, -0.450483441f, 1.45211494f] },
        { "nesterov", new Sgd(0.1, 0.9, nesterov: true, weightDecay: 0.05), [0.778250873f, 0.0770858452f, -0.674905598f, 0.179680988f, 2.91999555f] },
        { "default", new Adam(), [0.997501671f, 0.536500335f, -0.418586463f, -0.988827944f, -0.649776518f] },
        { "all set", new Adam(0.05, 0.8, 0.95, 1e-3, 0.1), [0.805086732f, 0.351473778f, -0.520046294f, -0.918028176f, -0.46160543f] },
        { "default", new AdamW(), [0.997461617f, 0.536478758f, -0.418569744f, -0.988788366f, -0.649750412f] },
        { "all set", new AdamW(0.05, 0.8, 0.95, 1e-3, 0.5), [0.777175844f, 0.308413744f, -0.48096782f, -0.827872396f, -0.406217575f] },
    };

    public static TheoryData<Optimizer> Kinds =>
        [new Sgd(0.1), new Sgd(0.1, 0.9), new Sgd(0.1, 0.9, nesterov: true, weightDecay: 0.1), new Adam(0.1, epsilon: 0), new AdamW(0.1)];

    [Theory]
    [MemberData(nameof(PyTorch), DisableDiscoveryEnumeration = true)]
    public void Steps_are_those_of_PyTorch(string settings, Optimizer optimizer, float[] expected)
    {
        Assert.NotEmpty(settings);
        var parameters = Numbers();
        for (var t = 0; t < 4; t++)
            optimizer.Step(parameters, Gradients(t));
        var actual = parameters["values"];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 4e-7f * Math.Max(1, Math.Abs(expected[i])));
        Assert.Equal(4, optimizer.Steps);
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Padding_stays_0(Optimizer optimizer)
    {
        var parameters = Numbers();
        for (var t = 0; t < 3; t++)
            optimizer.Step(parameters, Gradients(t));
        Assert.All(parameters.Values[..13].ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
        Assert.All(parameters.Values[18..].ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Updating_by_ranges_gives_the_same_bits(Optimizer optimizer)
    {
        var (whole, parts) = (Numbers(), Numbers());
        var gradients = Gradients(1);
        optimizer.Attach(Layout);
        optimizer.BeginStep(Layout, optimizer.Rate);
        optimizer.Update(whole, gradients, 0, Length, 0.5f);
        foreach (var name in optimizer.StateNames)
            optimizer.State(name).Clear();
        foreach (var (start, length) in new[] { (17, 4), (0, 3), (3, 14) })
            optimizer.Update(parts, gradients, start, length, 0.5f);
        Assert.Equal(whole.Values, parts.Values);
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void A_step_allocates_nothing(Optimizer optimizer)
    {
        var (parameters, gradients) = (Numbers(), Gradients(1));
        Assert.Equal(0, Allocation.Of(() => optimizer.Step(parameters, gradients)));
    }

    [Fact]
    public void Momenta_of_vanished_gradients_become_0_rather_than_subnormal()
    {
        var adam = new Adam();
        var (parameters, gradients) = (Numbers(), Gradients(1));
        adam.Step(parameters, gradients);
        gradients.Clear();
        for (var step = 0; step < 1000; step++)
            adam.Step(parameters, gradients);
        Assert.All(adam.State("exp_avg")["values"], value => Assert.Equal(0, value));
        Assert.All(adam.State("exp_avg_sq")["values"], value => Assert.True(float.IsNormal(value)));
    }

    [Fact]
    public void Arguments_out_of_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Rate", () => new Sgd(-1));
        Assert.Throws<ArgumentOutOfRangeException>("Rate", () => new Sgd(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(0.1, -0.5));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Sgd(0.1, weightDecay: -1));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(0.1, nesterov: true));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(0.1, 0.9, 0.5, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(beta2: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adam(epsilon: -1));
    }

    [Fact]
    public void An_optimizer_belongs_to_one_layout()
    {
        var optimizer = new Adam();
        Assert.Throws<InvalidOperationException>(() => optimizer.State("exp_avg"));
        Assert.Throws<ArgumentException>("name", () => optimizer.State("momentum_buffer"));
        optimizer.Step(Numbers(), Gradients(0));
        var other = Layouts.Numbered();
        Assert.Throws<ArgumentException>("layout", () => optimizer.Step(other, other));
        Assert.Throws<ArgumentException>("gradients", () => optimizer.Step(Numbers(), other));
    }

    [Fact]
    public void Clipping_is_that_of_PyTorch()
    {
        var set = new ParameterSet(Layout) { ["values"] = [3, -4, 12, 0, 0] };
        Assert.Equal(13, GradientNorm.Compute(set), 1e-12);
        Assert.Equal(13, GradientNorm.Clip(set, 20), 1e-12);
        Assert.Equal([3, -4, 12, 0, 0], set["values"]);
        Assert.Equal(13, GradientNorm.Clip(set, 2), 1e-12);
        Assert.Equal(0.461538434f, set["values"][0], 1e-7f);
        Assert.Equal(-0.615384579f, set["values"][1], 1e-7f);
        Assert.Equal(1.84615374f, set["values"][2], 2e-7f);
        Assert.Throws<ArgumentOutOfRangeException>("maximum", () => GradientNorm.Clip(set, 0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_norm_sees_every_element(float value)
    {
        for (var i = 0; i < 37; i++)
        {
            var values = new float[37];
            Assert.Equal(-1, NonFinite.Find(values));
            values[i] = value;
            Assert.Equal(i, NonFinite.Find(values));
            Assert.False(float.IsFinite(NonFinite.LargestMagnitude(values)));
            values[i] = -3;
            Assert.Equal(3, NonFinite.LargestMagnitude(values));
            Assert.Equal(9, GradientNorm.SumOfSquares(values));
        }
    }

    private static ParameterSet Numbers() => new(Layout) { ["values"] = [.. Enumerable.Range(0, 5).Select(i => (float)Math.Cos(i))] };

    private static ParameterSet Gradients(int t) =>
        new(Layout) { ["values"] = [.. Enumerable.Range(0, 5).Select(i => (float)(Math.Sin(0.7 * t + i) * Math.Pow(2, i - 2)))] };
}
