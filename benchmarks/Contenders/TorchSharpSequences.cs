using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>A recurrent layer and a classifier on every step: [batch, steps, features] to [batch x steps, classes].</summary>
internal sealed class TorchSharpRecurrent : Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _recurrent;
    private readonly Linear _dense;

    /// <param name="kind">LSTM, GRU or RNN.</param>
    /// <param name="features">Of a step.</param>
    /// <param name="hidden">Units.</param>
    /// <param name="classes">Of the classifier.</param>
    /// <param name="layers">One on top of the other.</param>
    /// <param name="bothWays">Whether it reads the sequence backwards, too.</param>
    public TorchSharpRecurrent(RecurrentKind kind, int features, int hidden, int classes, int layers = 1, bool bothWays = false)
        : base(nameof(TorchSharpRecurrent))
    {
        switch (kind)
        {
            case RecurrentKind.Lstm:
                var lstm = LSTM(features, hidden, layers, batchFirst: true, bidirectional: bothWays);
                register_module("lstm1", lstm);
                _recurrent = input => lstm.call(input, null).Item1;
                break;
            case RecurrentKind.Gru:
                var gru = GRU(features, hidden, layers, batchFirst: true, bidirectional: bothWays);
                register_module("gru1", gru);
                _recurrent = input => gru.call(input, null).Item1;
                break;
            default:
                var rnn = RNN(features, hidden, layers, batchFirst: true, bidirectional: bothWays);
                register_module("rnn1", rnn);
                _recurrent = input => rnn.call(input, null).Item1;
                break;
        }
        _dense = Linear(bothWays ? 2 * hidden : hidden, classes);
        register_module("dense1", _dense);
    }

    public override Tensor forward(Tensor input) => _dense.call(_recurrent(input).flatten(0, 1));
}

/// <summary>Layers of a transformer's encoder, without dropout, and a classifier on every step: [batch, steps, width] to [batch x steps, classes].</summary>
internal sealed class TorchSharpTransformer : Module<Tensor, Tensor>
{
    private readonly TransformerEncoderLayer[] _layers;
    private readonly Linear _dense;

    /// <param name="width">Of a step.</param>
    /// <param name="heads">That share the width.</param>
    /// <param name="inner">Width inside the feed-forward part.</param>
    /// <param name="layers">One after another.</param>
    /// <param name="classes">Of the classifier.</param>
    public TorchSharpTransformer(int width, int heads, int inner, int layers, int classes)
        : base(nameof(TorchSharpTransformer))
    {
        _layers = new TransformerEncoderLayer[layers];
        for (int i = 0; i < layers; i++)
        {
            _layers[i] = TransformerEncoderLayer(width, heads, inner, dropout: 0);
            register_module($"layer{i + 1}", _layers[i]);
        }
        _dense = Linear(width, classes);
        register_module("dense1", _dense);
    }

    public override Tensor forward(Tensor input)
    {
        var value = input.transpose(0, 1); // TorchSharp's layer has the steps first, the batch second
        foreach (var layer in _layers)
            value = layer.call(value, null!, null!);
        return _dense.call(value.transpose(0, 1).flatten(0, 1));
    }
}
