using Xunit;

namespace StaticNets.Tests.Training;

public sealed class LearningRateRangeTests
{
    [Fact]
    public void Rates_grow_in_equal_ratios_until_the_loss_diverges_and_the_network_stays()
    {
        var network = TestNetwork.Create(1);
        var before = network.Parameters.Values.ToArray();
        var range = LearningRateRange.Find(
            network, rate => new Sgd(rate), TestNetwork.Examples(400), new TrainerOptions { BatchSize = 50, Threads = 2 }, 1e-4, 1e4, 81);
        Assert.Equal(before, network.Parameters.Values);
        for (var i = 0; i < range.Rates.Length; i++)
            Assert.Equal(1e-4 * Math.Pow(10, i / 10.0), range.Rates[i], 1e-9 * range.Rates[i]);
        Assert.InRange(range.Rates.Length, 20, 80);
        Assert.InRange(range.Suggested, 1e-3, 10);
        Assert.Contains("suggested", range.ToString());
    }

    /// <summary>Of y = w x with w = 0.5 and one point (1, 1.5): losses worked out by hand, of which the running mean is taken.</summary>
    [Fact]
    public void Losses_are_those_before_each_step_smoothed()
    {
        var range = LearningRateRange.Find(LineNetwork.Create(0), rate => new Sgd(rate), LineNetwork.Examples((1, 1.5f)), null, 0.05, 0.2, 3);
        Assert.Equal([0.05, 0.1, 0.2], range.Rates, (a, b) => Math.Abs(a - b) < 1e-12);
        // The error e = w + b - 1.5 becomes e (1 - 4 rate) with each step.
        double[] losses = [1, 0.8 * 0.8, 0.8 * 0.8 * 0.6 * 0.6];
        var mean = 0.0;
        for (var i = 0; i < 3; i++)
        {
            mean = 0.9 * mean + 0.1 * losses[i];
            Assert.Equal(mean / (1 - Math.Pow(0.9, i + 1)), range.Losses[i], 1e-6);
        }
    }

    [Fact]
    public void Ranges_that_are_none_are_errors()
    {
        var (network, data) = (LineNetwork.Create(0), LineNetwork.Examples((1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("lowest", () => LearningRateRange.Find(network, rate => new Sgd(rate), data, lowest: 0));
        Assert.Throws<ArgumentOutOfRangeException>("highest", () => LearningRateRange.Find(network, rate => new Sgd(rate), data, lowest: 2));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => LearningRateRange.Find(network, rate => new Sgd(rate), data, steps: 2));
    }
}
