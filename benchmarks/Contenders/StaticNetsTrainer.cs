using StaticNets.Data;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>StaticNets, one training step of a classifier through <see cref="Trainer{T}"/>, as users train: an epoch of one batch, with everything that the
/// trainer does around the step.</summary>
internal sealed class StaticNetsTrainer<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly Trainer<TNetwork> _trainer;
    private readonly Dataset _batch;
    private readonly TrainingProgressHandler _onProgress;
    private double _loss;

    /// <param name="network">The network; the steps change its parameters.</param>
    /// <param name="input">The batch.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    /// <param name="threads">How many threads may take part, the calling one included.</param>
    public StaticNetsTrainer(TNetwork network, float[] input, int[] labels, double learningRate, int threads)
    {
        _batch = new Dataset([Column.OfValues(input, TNetwork.Info.Inputs[0].Size)], Column.OfIndices(labels));
        _trainer = new Trainer<TNetwork>(network, new Sgd(learningRate), new TrainerOptions { BatchSize = _batch.Count, Threads = threads });
        _onProgress = (in TrainingProgress progress) => _loss = progress.BatchLoss;
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        _trainer.TrainFor(_batch, epochs: 1, onProgress: _onProgress);
        return _loss;
    }

    public void Dispose() => _trainer.Dispose();
}
