using System.Numerics.Tensors;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>
/// StaticNets, greedy generation of one sequence: the source encoded once, then a step for each token, which is the most probable one after the token before.
/// </summary>
internal sealed class StaticNetsGeneration<TNetwork> : IContender
    where TNetwork : class, ISteppedNetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly RecurrentState _state = TNetwork.NewState(1);
    private readonly int[] _source;
    private readonly int _tokens;
    private readonly int[] _token = new int[1];
    private readonly float[] _logits;
    private readonly Digest _digest;

    /// <param name="network">With the source as its first input and the tokens generated so far as its second.</param>
    /// <param name="source">The tokens of the source.</param>
    /// <param name="tokens">How many tokens to generate.</param>
    /// <param name="vocabulary">Of the tokens generated.</param>
    public StaticNetsGeneration(TNetwork network, int[] source, int tokens, int vocabulary)
    {
        _network = network;
        _source = source;
        _tokens = tokens;
        _logits = new float[vocabulary];
        _digest = new Digest(vocabulary);
    }

    public string Name => StaticNetsModel.Library;

    public double Run()
    {
        var batch = new Batch { Count = 1, State = _state };
        batch.SetTokens(0, _source);
        TNetwork.Encode(_network, in batch);
        batch.Output = _logits;
        _token[0] = 0;
        for (int i = 0; i < _tokens; i++)
        {
            batch.SetTokens(1, _token);
            TNetwork.Step(_network, in batch);
            _token[0] = TensorPrimitives.IndexOfMax<float>(_logits);
        }

        return _digest.Of(_logits);
    }

    public void Dispose()
    {
    }
}
