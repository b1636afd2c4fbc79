using static TorchSharp.torch;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>TorchSharp, inference: the module's forward without gradients, outputs copied to an array.</summary>
internal sealed class TorchSharpForward : IContender
{
    public const string Library = "TorchSharp";

    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly Tensor _input;
    private readonly float[] _output;
    private readonly Digest _digest;
    private readonly int _threads;

    /// <param name="model">The network; owned from here on.</param>
    /// <param name="input">The batch.</param>
    /// <param name="inputShape">The shape of <paramref name="input"/>, the batch first.</param>
    /// <param name="outputSize">Floats in the output of one batch.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public TorchSharpForward(nn.Module<Tensor, Tensor> model, float[] input, long[] inputShape, int outputSize, int threads)
        : this(model, tensor(input, inputShape), outputSize, threads)
    {
    }

    /// <param name="model">The network; owned from here on.</param>
    /// <param name="input">The batch, of numbers or tokens; owned from here on.</param>
    /// <param name="outputSize">Floats in the output of one batch.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    public TorchSharpForward(nn.Module<Tensor, Tensor> model, Tensor input, int outputSize, int threads)
    {
        _model = model;
        _model.eval();
        _input = input;
        _output = new float[outputSize];
        _digest = new Digest(outputSize);
        _threads = threads;
    }

    public string Name => Library;

    public double Run()
    {
        if (get_num_threads() != _threads)
            set_num_threads(_threads);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var output = _model.forward(_input);
        output.data<float>().CopyTo(_output);
        return _digest.Of(_output);
    }

    public void Dispose()
    {
        _input.Dispose();
        _model.Dispose();
    }
}
