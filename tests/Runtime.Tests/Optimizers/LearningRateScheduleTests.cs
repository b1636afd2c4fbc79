using Xunit;

namespace StaticNets.Tests.Optimizers;

public sealed class LearningRateScheduleTests
{
    // torch.optim.lr_scheduler from a rate of 0.5.
    public static TheoryData<LearningRateSchedule, double[]> PyTorch => new()
    {
        { LearningRateSchedule.Constant, [0.5, 0.5] },
        { LearningRateSchedule.Step(3), [0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.005, 0.005] },
        { LearningRateSchedule.MultiStep([2, 5, 5], 0.5), [0.5, 0.5, 0.25, 0.25, 0.25, 0.0625, 0.0625, 0.0625] },
        { LearningRateSchedule.Exponential(0.9), [0.5, 0.45, 0.405, 0.3645, 0.32805, 0.295245, 0.2657205, 0.23914845] },
        { LearningRateSchedule.Cosine(5, 0.1), [0.5, 0.461803398875, 0.361803398875, 0.238196601125, 0.138196601125, 0.1, 0.138196601125, 0.238196601125] },
        { LearningRateSchedule.Warmup(5), [0.166666666667, 0.233333333333, 0.3, 0.366666666667, 0.433333333333, 0.5, 0.5, 0.5] },
        { LearningRateSchedule.Warmup(
            3, 0.25, LearningRateSchedule.Cosine(5)), [0.125, 0.25, 0.375, 0.5, 0.452254248594, 0.327254248594, 0.172745751406, 0.0477457514063] },
    };

    [Theory]
    [MemberData(nameof(PyTorch), DisableDiscoveryEnumeration = true)]
    public void Rates_are_those_of_PyTorch(LearningRateSchedule schedule, double[] expected)
    {
        for (var time = 0; time < expected.Length; time++)
            Assert.Equal(expected[time], schedule.Rate(0.5, time), 1e-11);
    }

    [Fact]
    public void Arguments_out_of_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("size", () => LearningRateSchedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => LearningRateSchedule.Exponential(0));
        Assert.Throws<ArgumentOutOfRangeException>("duration", () => LearningRateSchedule.Cosine(0));
        Assert.Throws<ArgumentOutOfRangeException>("minimum", () => LearningRateSchedule.Cosine(5, -1));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => LearningRateSchedule.Warmup(5, 0));
        Assert.Throws<ArgumentException>("milestones", () => LearningRateSchedule.MultiStep([3, 2]));
    }
}
