using Xunit;

namespace StaticNets.Tests.Training;

public sealed class UpdateOverflowTests
{
    public static TheoryData<Optimizer, float, string> Overflowing => new()
    {
        { new Sgd(1e38), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e38, momentum: 0.9), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e38, momentum: 0.9, nesterov: true), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e38, momentum: 0.9, dampening: 0.5, weightDecay: 0.1), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e38, weightDecay: 0.1), 0.5f, "parameter dense1.weight" },
        { new Sgd(1, weightDecay: 1e39), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e300), 0.5f, "parameter dense1.weight" },
        { new Sgd(1e-9, momentum: 1e39), 0.5f, "momentum_buffer of dense1.weight" },
        { new Adam(1e39), 0.5f, "parameter dense1.weight" },
        { new Adam(weightDecay: 1e30), 0.5f, "exp_avg_sq of dense1.weight" },
        { new Adam(), 1e19f, "exp_avg_sq of dense1.weight" },
        { new AdamW(), 1e19f, "exp_avg_sq of dense1.weight" },
        { new AdamW(1e38, weightDecay: 1), 0.5f, "parameter dense1.weight" },
    };

    [Theory]
    [MemberData(nameof(Overflowing), DisableDiscoveryEnumeration = true)]
    public void An_update_that_would_overflow_is_not_taken(Optimizer optimizer, float weight, string origin)
    {
        var network = LineNetwork.Create(0);
        network.Parameters["dense1.weight"] = [weight];
        var before = network.Parameters.Values.ToArray();
        var data = LineNetwork.Examples((10, 100));
        using var trainer = new Trainer<LineNetwork>(network, optimizer, new TrainerOptions { BatchSize = 1, Threads = 1 });
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(data, 1));
        Assert.Equal(origin, thrown.Origin);
        Assert.Equal(1, thrown.Step);
        Assert.StartsWith("The update of step 1 is not finite.", thrown.Message);
        Assert.True(double.IsFinite(thrown.Loss));
        Assert.Equal(before, network.Parameters.Values);
        Assert.All(optimizer.StateNames, name => Assert.All(optimizer.State(name).Values.ToArray(), value => Assert.Equal(0, value)));
        Assert.Equal((0, 0, 0), (optimizer.Steps, trainer.Step, trainer.Epoch));
    }

    [Fact]
    public void Training_goes_on_with_another_rate_to_the_bits_of_one_that_never_failed()
    {
        var data = LineNetwork.Examples((10, 100), (1, 3), (2, 5), (-1, -1));
        var (network, other) = (LineNetwork.Create(0), LineNetwork.Create(0));
        var optimizer = new Sgd(0.001, momentum: 0.9, weightDecay: 0.01);
        var options = new TrainerOptions { BatchSize = 1, Threads = 1 };
        using var trainer = new Trainer<LineNetwork>(network, optimizer, options);
        using var reference = new Trainer<LineNetwork>(other, new Sgd(0.001, momentum: 0.9, weightDecay: 0.01), options);
        trainer.TrainFor(data, 1);
        optimizer.Rate = 1e38;
        Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(data, 2));
        Assert.Equal((4, 1), (trainer.Step, trainer.Epoch));
        optimizer.Rate = 0.001;
        trainer.TrainFor(data, 2);
        reference.TrainFor(data, 3);
        Assert.Equal(other.Parameters.Values, network.Parameters.Values);
        Assert.Equal(12, optimizer.Steps);
    }

    [Fact]
    public void A_step_in_the_middle_of_an_epoch_is_named()
    {
        var network = LineNetwork.Create(0);
        using var trainer = new Trainer<LineNetwork>(network, new Sgd(1e18), new TrainerOptions { BatchSize = 1, Threads = 1, Shuffle = false });
        // The first update is large, the gradient after it too, and their product is more than a float holds.
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(LineNetwork.Examples((0.5f, 0), (1e4f, 0)), 1));
        Assert.Equal(2, thrown.Step);
        Assert.Equal(1, trainer.Step);
        Assert.True(float.IsFinite(network.Parameters["dense1.weight"][0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_overflowing_range_keeps_all_others_from_being_updated(int threads)
    {
        var network = TestNetwork.Create(1);
        var data = TestNetwork.Examples(64);
        var optimizer = new Adam();
        using var trainer = new Trainer<TestNetwork>(network, optimizer, new TrainerOptions { BatchSize = 64, Threads = threads });
        trainer.TrainFor(data, 2);
        var square = optimizer.State("exp_avg_sq");
        // In the last range, while the others could be updated.
        optimizer.State("exp_avg").Values[^8] = float.PositiveInfinity;
        var (parameters, mean, before) = (network.Parameters.Values.ToArray(), optimizer.State("exp_avg").Values.ToArray(), square.Values.ToArray());
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(data, 1));
        Assert.Equal("exp_avg of dense2.weight, before the step", thrown.Origin);
        Assert.Equal(parameters, network.Parameters.Values);
        Assert.Equal(mean, optimizer.State("exp_avg").Values);
        Assert.Equal(before, square.Values);
        Assert.Equal(2, optimizer.Steps);
    }

    [Fact]
    public void Clipping_keeps_a_large_gradient_from_overflowing()
    {
        var network = LineNetwork.Create(0);
        network.Parameters["dense1.weight"] = [1e18f];
        using var trainer = new Trainer<LineNetwork>(network, new Adam(), new TrainerOptions { BatchSize = 1, Threads = 1, ClipNorm = 1 });
        trainer.TrainFor(LineNetwork.Examples((10, 100)), 1);
        Assert.Equal(1, trainer.Step);
    }

    [Fact]
    public void A_schedule_that_gives_no_rate_is_an_error_before_the_step()
    {
        foreach (var rate in new[] { double.NaN, -1, double.PositiveInfinity })
        {
            var network = LineNetwork.Create(0);
            using var trainer = new Trainer<LineNetwork>(network, new Sgd(), new TrainerOptions { BatchSize = 1, Threads = 1, Schedule = new Fixed(rate) });
            var thrown = Assert.Throws<InvalidOperationException>(() => trainer.TrainFor(LineNetwork.Examples((10, 100)), 1));
            Assert.Contains("step 1 a learning rate of", thrown.Message);
            Assert.Equal(0, trainer.Step);
        }
    }

    private sealed record Fixed(double Value) : LearningRateSchedule
    {
        public override double Rate(double rate, long time) => Value;
    }
}
