namespace StaticNets.Benchmarks.Contenders;

/// <summary>StaticNets, inference of a network with one input of floats.</summary>
internal sealed class StaticNetsForward<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly float[] _input, _output;
    private readonly int _count;
    private readonly Digest _digest;

    /// <param name="network">The network.</param>
    /// <param name="input">The batch.</param>
    /// <param name="count">Examples in it.</param>
    public StaticNetsForward(TNetwork network, float[] input, int count)
    {
        _network = network;
        _input = input;
        _count = count;
        _output = new float[count * TNetwork.Info.OutputSize];
        _digest = new Digest(_output.Length);
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        var batch = new Batch { Count = _count, Output = _output };
        batch.SetValues(0, _input);
        TNetwork.Run(_network, in batch);
        return _digest.Of(_output);
    }

    public void Dispose()
    {
    }
}
