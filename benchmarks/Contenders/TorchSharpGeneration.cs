using static TorchSharp.torch;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>TorchSharp, greedy generation of one sequence, in inference mode: the source encoded once, then a step for each token.</summary>
internal sealed class TorchSharpGeneration : IContender
{
    private readonly TorchSharpTranslator _model;
    private readonly Tensor _source;
    private readonly int _tokens, _threads;
    private readonly Digest _digest;

    /// <param name="model">The network; owned from here on.</param>
    /// <param name="source">The tokens of the source.</param>
    /// <param name="tokens">How many tokens to generate.</param>
    /// <param name="vocabulary">Of the tokens generated.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public TorchSharpGeneration(TorchSharpTranslator model, int[] source, int tokens, int vocabulary, int threads)
    {
        _model = model;
        _model.eval();
        _source = tensor(Array.ConvertAll(source, token => (long)token), [1, source.Length]);
        (_tokens, _threads) = (tokens, threads);
        _digest = new Digest(vocabulary);
    }

    public string Name => TorchSharpForward.Library;

    public double Run()
    {
        if (get_num_threads() != _threads)
            set_num_threads(_threads);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (memory, keys, hidden) = _model.Encode(_source);
        var token = zeros(1, 1, ScalarType.Int64);
        var logits = memory;
        for (int i = 0; i < _tokens; i++)
        {
            (logits, hidden) = _model.Decode(token, memory, keys, hidden);
            token = logits.argmax(-1);
        }

        return _digest.Of(logits.data<float>().ToArray());
    }

    public void Dispose()
    {
        _source.Dispose();
        _model.Dispose();
    }
}
