using StaticNets.Benchmarks.Measuring;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>StaticNets, inference. With several threads, each calls the same network with its share of the batch.</summary>
internal sealed class StaticNetsForward<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly BatchInputs _inputs;
    private readonly float[] _output;
    private readonly int _count;
    private readonly Digest _digest;
    private readonly Crew _crew;

    /// <param name="network">The network.</param>
    /// <param name="input">The batch.</param>
    /// <param name="count">Examples in it.</param>
    /// <param name="threads">How many threads may take part, the calling one included.</param>
    public StaticNetsForward(TNetwork network, float[] input, int count, int threads)
        : this(network, count, (ref Batch batch) => batch.SetValues(0, input), threads)
    {
    }

    /// <param name="network">The network.</param>
    /// <param name="count">The examples of the batch.</param>
    /// <param name="inputs">Sets the inputs of the batch.</param>
    /// <param name="threads">How many threads may take part, the calling one included.</param>
    public StaticNetsForward(TNetwork network, int count, BatchInputs inputs, int threads)
    {
        _network = network;
        _inputs = inputs;
        _count = count;
        _output = new float[count * TNetwork.Info.OutputSize];
        _digest = new Digest(_output.Length);
        int shares = Shares.CountOf(count, threads);
        _crew = new Crew(shares, share => RunShare(share, shares));
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        _crew.Run();
        return _digest.Of(_output);
    }

    private void RunShare(int share, int shares)
    {
        var batch = new Batch { Count = _count, Output = _output };
        _inputs(ref batch);
        var (first, count) = Shares.RangeOf(_count, share, shares);
        var part = Chunks.Slice(in batch, TNetwork.Info, first, count);
        TNetwork.Run(_network, in part);
    }

    public void Dispose() => _crew.Dispose();
}
