using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>
/// A recurrent encoder and a decoder with additive attention: [batch, source then target tokens] to [batch x steps, classes].
/// The keys are projected once for all steps.
/// </summary>
internal sealed class TorchSharpTranslator : Module<Tensor, Tensor>
{
    private readonly int _steps;
    private readonly Embedding _sourceEmbedding, _targetEmbedding;
    private readonly GRU _encoder, _decoder;
    private readonly Linear _query, _key, _score, _dense;

    /// <param name="sourceVocabulary">Tokens of the source.</param>
    /// <param name="targetVocabulary">Tokens of the target, which are the classes.</param>
    /// <param name="steps">Of source and target each.</param>
    /// <param name="width">Of embeddings and layers.</param>
    /// <param name="layers">On each side.</param>
    public TorchSharpTranslator(int sourceVocabulary, int targetVocabulary, int steps, int width, int layers)
        : base(nameof(TorchSharpTranslator))
    {
        _steps = steps;
        _sourceEmbedding = Embedding(sourceVocabulary, width);
        _targetEmbedding = Embedding(targetVocabulary, width);
        _encoder = GRU(width, width, layers, batchFirst: true);
        _decoder = GRU(2 * width, width, layers, batchFirst: true);
        _query = Linear(width, width, hasBias: false);
        _key = Linear(width, width, hasBias: false);
        _score = Linear(width, 1, hasBias: false);
        _dense = Linear(width, targetVocabulary);
        register_module("source_embedding", _sourceEmbedding);
        register_module("target_embedding", _targetEmbedding);
        register_module("encoder", _encoder);
        register_module("decoder", _decoder);
        register_module("query", _query);
        register_module("key", _key);
        register_module("score", _score);
        register_module("dense1", _dense);
    }

    public override Tensor forward(Tensor input)
    {
        var (memory, keys, hidden) = Encode(input.narrow(1, 0, _steps));
        var target = _targetEmbedding.call(input.narrow(1, _steps, _steps));
        var outputs = new Tensor[_steps];
        for (int step = 0; step < _steps; step++)
            (outputs[step], hidden) = Step(target.narrow(1, step, 1), memory, keys, hidden);
        return _dense.call(cat(outputs, 1).flatten(0, 1));
    }

    /// <summary>The encoder's outputs, their projection as keys, and the state that the decoder begins with.</summary>
    public (Tensor Memory, Tensor Keys, Tensor Hidden) Encode(Tensor source)
    {
        var (memory, hidden) = _encoder.call(_sourceEmbedding.call(source), null);
        return (memory, _key.call(memory), hidden);
    }

    /// <summary>The logits after one token of each sequence, and the state to go on with.</summary>
    public (Tensor Logits, Tensor Hidden) Decode(Tensor token, Tensor memory, Tensor keys, Tensor hidden)
    {
        var (output, next) = Step(_targetEmbedding.call(token), memory, keys, hidden);
        return (_dense.call(output), next);
    }

    private (Tensor Output, Tensor Hidden) Step(Tensor embedded, Tensor memory, Tensor keys, Tensor hidden)
    {
        var query = _query.call(hidden[-1]).unsqueeze(1);
        var weights = functional.softmax(_score.call((query + keys).tanh()), 1);
        var context = weights.transpose(1, 2).matmul(memory);
        return _decoder.call(cat([context, embedded], 2), hidden);
    }
}
