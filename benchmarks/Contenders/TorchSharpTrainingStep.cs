using static TorchSharp.torch;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>
/// TorchSharp, one training step of a classifier (of examples, or of their steps): forward, mean cross-entropy, backward, plain SGD; the loss is read.
/// </summary>
internal sealed class TorchSharpTrainingStep : IContender
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _input, _labels;
    private readonly int _threads;

    /// <param name="model">The network; owned from here on.</param>
    /// <param name="input">The batch.</param>
    /// <param name="inputShape">The shape of <paramref name="input"/>, the batch first.</param>
    /// <param name="labels">The class of each row of the model's output.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    /// <param name="hasTwinBiases">Whether the recurrent layers have two biases for one of StaticNets'.</param>
    public TorchSharpTrainingStep(
        nn.Module<Tensor, Tensor> model, float[] input, long[] inputShape, int[] labels, double learningRate, int threads, bool hasTwinBiases = false)
        : this(model, tensor(input, inputShape), labels, learningRate, threads, hasTwinBiases)
    {
    }

    /// <param name="model">The network; owned from here on.</param>
    /// <param name="input">The batch, of numbers or tokens; owned from here on.</param>
    /// <param name="labels">The class of each row of the model's output.</param>
    /// <param name="learningRate">Of the SGD step.</param>
    /// <param name="threads">How many threads take part, the calling one included.</param>
    /// <param name="hasTwinBiases">Whether the recurrent layers have two biases for one of StaticNets'.</param>
    public TorchSharpTrainingStep(nn.Module<Tensor, Tensor> model, Tensor input, int[] labels, double learningRate, int threads, bool hasTwinBiases = false)
    {
        _model = model;
        _model.train();
        _optimizer = TorchSharpModel.Sgd(_model, learningRate, hasTwinBiases);
        _input = input;
        _labels = tensor(Array.ConvertAll(labels, label => (long)label));
        _threads = threads;
    }

    public string Name => TorchSharpForward.Library;

    public double Run()
    {
        if (get_num_threads() != _threads)
            set_num_threads(_threads);
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(_model.forward(_input), _labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _input.Dispose();
        _labels.Dispose();
        _model.Dispose();
    }
}
