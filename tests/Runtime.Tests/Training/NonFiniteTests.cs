using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class NonFiniteTests
{
    [Fact]
    public void A_diverging_training_stops_at_the_layer_with_the_parameters_and_the_checkpoint_before()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        var data = TestNetwork.Examples(256);
        var network = TestNetwork.Create(1);
        var optimizer = new Sgd(0.1);
        using var trainer = new Trainer<TestNetwork>(network, optimizer, new TrainerOptions { BatchSize = 64, Threads = 2, CheckpointPath = path });
        trainer.TrainUntil(data, 1);
        var good = File.ReadAllBytes(path);

        // Finite weights whose logits overflow.
        var weights = network.Parameters["dense2.weight"];
        Array.Fill(weights, 2e38f);
        network.Parameters["dense2.weight"] = weights;
        var before = network.Parameters.Values.ToArray();
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(data, 2));
        Assert.Equal(5, thrown.Step);
        Assert.Equal("layer dense2", thrown.Origin);
        Assert.Contains("loss of step 5", thrown.Message);
        Assert.False(double.IsFinite(thrown.Loss));
        Assert.Equal(before, network.Parameters.Values);
        Assert.Equal(4, optimizer.Steps);
        Assert.Equal(4, trainer.Step);
        Assert.Equal(good, File.ReadAllBytes(path));

        trainer.Resume(path);
        trainer.TrainUntil(data, 2);
        Assert.Equal(8, trainer.Step);
    }

    [Fact]
    public void A_bad_example_is_named()
    {
        var data = TestNetwork.Examples(100);
        var values = new float[100 * TestNetwork.Features];
        values[42 * TestNetwork.Features + 3] = float.NaN;
        var bad = new Dataset([Column.OfValues(values, TestNetwork.Features)], data.Labels!);
        using var trainer = new Trainer<TestNetwork>(TestNetwork.Create(1), new Sgd(), new TrainerOptions { BatchSize = 50, Threads = 2 });
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(bad, 1));
        Assert.Equal("input input of example 42 of the training dataset", thrown.Origin);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.0)]
    public void A_gradient_that_is_not_finite_updates_nothing(double? clipNorm)
    {
        // The loss is fine, but the gradient of dense1 is the product of input and error, which overflows.
        var values = new float[64 * TestNetwork.Features];
        Array.Fill(values, 3e38f);
        var data = new Dataset([Column.OfValues(values, TestNetwork.Features)], Column.OfIndices(new int[64]));
        var network = TestNetwork.Create(1);
        network.Parameters["dense1.weight"] = new float[TestNetwork.Hidden * TestNetwork.Features];
        var weights = network.Parameters["dense2.weight"];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = i < TestNetwork.Hidden ? -30 : 30;
        network.Parameters["dense2.weight"] = weights;
        var before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(), new TrainerOptions { BatchSize = 64, Threads = 2, ClipNorm = clipNorm });
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(data, 1));
        Assert.True(double.IsFinite(thrown.Loss));
        Assert.Equal("the gradient of dense1.weight", thrown.Origin);
        Assert.Contains("gradient of step 1", thrown.Message);
        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void Parameters_that_are_not_finite_are_not_saved()
    {
        using var folder = new TemporaryFolder();
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(), new TrainerOptions { Threads = 1 });
        trainer.SaveCheckpoint(folder.File("a"));
        var good = File.ReadAllBytes(folder.File("a"));
        network.Parameters["dense2.bias"] = [0, float.PositiveInfinity, 0, 0];
        Assert.Throws<InvalidOperationException>(() => trainer.SaveCheckpoint(folder.File("a")));
        Assert.Equal(good, File.ReadAllBytes(folder.File("a")));
        var thrown = Assert.Throws<NonFiniteLossException>(() => trainer.TrainUntil(TestNetwork.Examples(10), 1));
        Assert.Equal("parameter dense2.bias, before the step", thrown.Origin);
    }
}
