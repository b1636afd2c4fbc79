using StaticNets.Data;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests.Training;

[Network, Input(3), Normalize, Dense(2), MeanSquaredError]
internal sealed partial class TabularNetwork;

[Network, Input(2, 1, 2), Normalize, Flatten, Dense(2), MeanSquaredError]
internal sealed partial class PixelNetwork;

[Network, Input(3, 1, Lengths = true), Normalize, GlobalAvgPool, Dense(1), MeanSquaredError]
internal sealed partial class ReadingsNetwork;

/// <summary>Means and deviations are numpy.mean and numpy.std over the examples.</summary>
public sealed class NormalizationFittingTests
{
    [Fact]
    public void Each_feature_has_its_mean_and_deviation_and_a_constant_one_1()
    {
        var network = new TabularNetwork();
        network.FitNormalization(Values([1, 10, 7, 2, 20, 7, 4, 60, 7], 3));
        Near([2.3333333f, 30, 7], network.Parameters["normalize1.mean"]);
        Near([1.2472191f, 21.602469f, 1], network.Parameters["normalize1.deviation"]);
        var (raw, plain) = (new float[2], new float[2]);
        network.Forward([4, 10, 7], raw);
        network.Parameters["normalize1.mean"] = [0, 0, 0];
        network.Parameters["normalize1.deviation"] = [1, 1, 1];
        network.Forward([(4 - 2.3333333f) / 1.2472191f, (10 - 30) / 21.602469f, 0], plain);
        Near(plain, raw);
    }

    [Fact]
    public void Channels_of_images_come_first()
    {
        var network = new PixelNetwork();
        network.FitNormalization(Values([1, 2, 10, 30, 3, 6, 10, 30], 4));
        Near([3, 20], network.Parameters["normalize1.mean"]);
        Near([1.8708287f, 10], network.Parameters["normalize1.deviation"]);
    }

    [Fact]
    public void Steps_beyond_a_length_do_not_count()
    {
        var network = new ReadingsNetwork();
        network.FitNormalization(new Dataset([new DatasetInput(Column.OfValues([1, 2, 99, 6, float.NaN, 99], 3), Column.OfIndices([2, 1]))]));
        Near([3], network.Parameters["normalize1.mean"]);
        Near([2.1602469f], network.Parameters["normalize1.deviation"]);
    }

    [Fact]
    public void Training_leaves_them_and_files_have_them()
    {
        var data = new Dataset([Column.OfValues([1, 10, 7, 2, 20, 7, 4, 60, 7], 3)], Column.OfValues([1, 0, 0, 1, 1, 1], 2));
        var network = new TabularNetwork();
        network.FitNormalization(data);
        var (mean, deviation) = (network.Parameters["normalize1.mean"], network.Parameters["normalize1.deviation"]);
        using (var trainer = new Trainer<TabularNetwork>(network, new Adam(0.1), new TrainerOptions { BatchSize = 2 }))
            trainer.TrainFor(data, 20);
        Assert.Equal(mean, network.Parameters["normalize1.mean"]);
        Assert.Equal(deviation, network.Parameters["normalize1.deviation"]);
        using var folder = new TemporaryFolder();
        network.Parameters.Save(folder.File("weights.safetensors"));
        Assert.Equal(deviation, TabularNetwork.Load(folder.File("weights.safetensors")).Parameters["normalize1.deviation"]);
        Assert.Equal(3 * 2 + 2, TabularNetwork.Info.ParameterCount);
    }

    [Fact]
    public void What_cannot_be_fitted_is_said_and_nothing_changes()
    {
        Assert.Contains("no Normalize", Assert.Throws<ArgumentException>("network", () => new NumberNetwork().FitNormalization(Values([1, 2, 3], 3))).Message);
        var network = new TabularNetwork();
        Assert.Throws<ArgumentException>("data", () => network.FitNormalization(Values([1, 2], 2)));
        Assert.Throws<ArgumentException>("data", () => network.FitNormalization(Values([], 3)));
        Assert.Contains(
            "example 1", Assert.Throws<ArgumentException>("data", () => network.FitNormalization(Values([1, 2, 3, 4, float.NaN, 6], 3))).Message);
        Assert.Equal([0, 0, 0], network.Parameters["normalize1.mean"]);
    }

    private static Dataset Values(float[] values, int width) => new([Column.OfValues(values, width)]);

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
