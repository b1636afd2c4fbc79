using System.Numerics.Tensors;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>StaticNets, one training step of a classifier with one input of floats: forward, backward, plain SGD; the loss is read.</summary>
internal sealed class StaticNetsTrainingStep<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly ParameterSet _gradients = TNetwork.NewGradients();
    private readonly float[] _input;
    private readonly int[] _labels;
    private readonly double _learningRate;

    /// <param name="network">The network; the steps change its parameters.</param>
    /// <param name="input">The batch.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    public StaticNetsTrainingStep(TNetwork network, float[] input, int[] labels, double learningRate)
    {
        _network = network;
        _input = input;
        _labels = labels;
        _learningRate = learningRate;
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        var batch = new Batch { Count = _labels.Length, Labels = _labels, Gradients = _gradients };
        batch.SetValues(0, _input);
        double loss = TNetwork.Run(_network, in batch);
        TensorPrimitives.MultiplyAdd(_gradients.Values, (float)-_learningRate, _network.Parameters.Values, _network.Parameters.Values);
        return loss;
    }

    public void Dispose()
    {
    }
}
