using System.Numerics.Tensors;
using StaticNets.Benchmarks.Measuring;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>StaticNets, one training step of a classifier: forward, backward, plain SGD; the loss is read.
/// With several threads, each makes the gradients of its share of the batch.</summary>
internal sealed class StaticNetsTrainingStep<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly BatchInputs _inputs;
    private readonly int[] _labels;
    private readonly int _count;
    private readonly double _learningRate;
    private readonly ParameterSet[] _gradients;
    private readonly double[] _losses;
    private readonly Crew _crew;

    /// <param name="network">The network; the steps change its parameters.</param>
    /// <param name="input">The batch.</param>
    /// <param name="labels">The class of each example, or of each step of each example.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    /// <param name="threads">How many threads may take part, the calling one included.</param>
    public StaticNetsTrainingStep(TNetwork network, float[] input, int[] labels, double learningRate, int threads)
        : this(network, input.Length / TNetwork.Info.Inputs[0].Size, (ref Batch batch) => batch.SetValues(0, input), labels, learningRate, threads)
    {
    }

    /// <param name="network">The network; the steps change its parameters.</param>
    /// <param name="count">The examples of the batch.</param>
    /// <param name="inputs">Sets the inputs of the batch.</param>
    /// <param name="labels">The class of each example, or of each step of each example.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    /// <param name="threads">How many threads may take part, the calling one included.</param>
    public StaticNetsTrainingStep(TNetwork network, int count, BatchInputs inputs, int[] labels, double learningRate, int threads)
    {
        _network = network;
        _inputs = inputs;
        _labels = labels;
        _count = count;
        _learningRate = learningRate;
        int shares = Shares.CountOf(_count, threads);
        _gradients = [.. Enumerable.Range(0, shares).Select(_ => TNetwork.NewGradients())];
        _losses = new double[shares];
        _crew = new Crew(shares, RunShare);
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        _crew.Run();
        var sum = _gradients[0].Values;
        foreach (var other in _gradients.AsSpan(1))
            TensorPrimitives.Add(sum, other.Values, sum);
        TensorPrimitives.MultiplyAdd(sum, (float)-_learningRate, _network.Parameters.Values, _network.Parameters.Values);
        return _losses.Sum();
    }

    private void RunShare(int share)
    {
        var batch = new Batch { Count = _count, Labels = _labels, Gradients = _gradients[share] };
        _inputs(ref batch);
        batch.Denominator = TNetwork.LossCount(in batch);
        var (first, count) = Shares.RangeOf(_count, share, _losses.Length);
        var part = Chunks.Slice(in batch, TNetwork.Info, first, count);
        _losses[share] = TNetwork.Run(_network, in part);
    }

    public void Dispose() => _crew.Dispose();
}
