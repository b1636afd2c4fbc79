using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>TorchSharp, time steps of one sequence, a call of the recurrent layer each, without gradients. The state stays in tensors.</summary>
internal sealed class TorchSharpStep : IContender
{
    private readonly nn.Module _model;
    private readonly Func<Tensor, Tensor> _step;
    private readonly Tensor[] _inputs;
    private readonly float[] _output;
    private readonly Digest _digest;
    private readonly int _threads;
    private Tensor? _hidden, _cell;

    /// <param name="kind">LSTM or GRU.</param>
    /// <param name="weights">By PyTorch's names, as those of the first layer of its kind.</param>
    /// <param name="input">The features of all steps of a run.</param>
    /// <param name="steps">Steps of a run.</param>
    /// <param name="hidden">Units; the layer has as many features.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public TorchSharpStep(RecurrentKind kind, IReadOnlyDictionary<string, float[]> weights, float[] input, int steps, int hidden, int threads)
    {
        bool isLstm = kind == RecurrentKind.Lstm;
        var lstm = isLstm ? nn.LSTM(hidden, hidden) : null;
        var gru = isLstm ? null : nn.GRU(hidden, hidden);
        _model = TorchSharpModel.Load<nn.Module>(
            isLstm ? lstm! : gru!,
            weights.ToDictionary(weight => weight.Key[(weight.Key.IndexOf('.', StringComparison.Ordinal) + 1)..], weight => weight.Value));
        _model.eval();
        _step = isLstm ? input => Step(lstm!, input) : input => Step(gru!, input);
        _inputs = [.. Enumerable.Range(0, steps).Select(i => tensor(input[(i * hidden)..((i + 1) * hidden)], [1, 1, hidden]))];
        _output = new float[hidden];
        _digest = new Digest(hidden);
        _threads = threads;
    }

    public string Name => TorchSharpForward.Library;

    public double Run()
    {
        if (get_num_threads() != _threads)
            set_num_threads(_threads);
        using var inference = inference_mode();
        foreach (var input in _inputs)
        {
            using var output = _step(input);
            output.data<float>().CopyTo(_output);
        }
        return _digest.Of(_output);
    }

    private Tensor Step(LSTM lstm, Tensor input)
    {
        var (output, hidden, cell) = lstm.call(input, _hidden is null ? null : (_hidden, _cell!));
        _hidden?.Dispose();
        _cell?.Dispose();
        (_hidden, _cell) = (hidden, cell);
        return output;
    }

    private Tensor Step(GRU gru, Tensor input)
    {
        var (output, hidden) = gru.call(input, _hidden);
        _hidden?.Dispose();
        _hidden = hidden;
        return output;
    }

    public void Dispose()
    {
        _hidden?.Dispose();
        _cell?.Dispose();
        foreach (var input in _inputs)
            input.Dispose();
        _model.Dispose();
    }
}
