using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Training;

public sealed class AveragedParametersTests
{
    /// <summary>average = decay * average + (1 - decay) * parameters, in double, from the parameters after the first step on.</summary>
    [Fact]
    public void The_average_is_the_formulas()
    {
        var network = TestNetwork.Create(1);
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.3), new TrainerOptions { BatchSize = 30, AverageDecay = 0.8, Threads = 1 });
        Assert.Equal(network.Parameters.Values, trainer.Average!.Values);
        double[]? average = null;
        trainer.TrainFor(TestNetwork.Examples(200), 2, onProgress: (in TrainingProgress _) =>
        {
            var parameters = network.Parameters.Values;
            average ??= Array.ConvertAll(parameters.ToArray(), value => (double)value);
            for (var i = 0; i < average.Length; i++)
                average[i] = 0.8 * average[i] + (1 - 0.8) * parameters[i];
        });
        for (var i = 0; i < average!.Length; i++)
            Assert.Equal(average[i], trainer.Average.Values[i], 2e-6);
        Assert.NotEqual(network.Parameters.Values.ToArray(), trainer.Average.Values.ToArray());
        network.Parameters.CopyFrom(trainer.Average);
    }

    [Fact]
    public void Statistics_are_the_networks()
    {
        var network = new NormalizedNetwork();
        using var trainer = new Trainer<NormalizedNetwork>(network, new Sgd(0.1), new TrainerOptions { BatchSize = 4, AverageDecay = 0.5 });
        var values = Enumerable.Range(0, 16).Select(index => (float)(index * index % 7)).ToArray();
        var data = new Dataset([Column.OfValues(values, 2)], Column.OfValues(new float[8], 1));
        trainer.TrainFor(data, 3);
        Assert.Equal(network.Parameters["batchnorm1.running_mean"], trainer.Average!["batchnorm1.running_mean"]);
        Assert.NotEqual(network.Parameters["dense1.weight"], trainer.Average["dense1.weight"]);
    }
}
