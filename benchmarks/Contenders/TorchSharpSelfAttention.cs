using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>Multi-head self-attention in PyTorch's fused operation, with the parameters of its <c>MultiheadAttention</c>: [batch, steps, width] to the
/// same.</summary>
internal sealed class TorchSharpSelfAttention : Module<Tensor, Tensor>
{
    private readonly long _heads;
    private readonly bool _isCausal;
    private readonly Parameter _projection, _bias;
    private readonly Linear _output;

    /// <param name="width">Of a step.</param>
    /// <param name="heads">That share the width.</param>
    /// <param name="isCausal">Whether a step attends to those up to itself alone.</param>
    public TorchSharpSelfAttention(long width, long heads, bool isCausal)
        : base(nameof(TorchSharpSelfAttention))
    {
        _heads = heads;
        _isCausal = isCausal;
        _projection = new Parameter(empty(3 * width, width));
        _bias = new Parameter(empty(3 * width));
        _output = Linear(width, width);
        register_parameter("in_proj_weight", _projection);
        register_parameter("in_proj_bias", _bias);
        register_module("out_proj", _output);
    }

    public override Tensor forward(Tensor input)
    {
        long steps = input.shape[1], width = input.shape[2];
        var parts = functional.linear(input, _projection, _bias).view(-1, steps, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0);
        var attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: _isCausal);
        return _output.call(attended.transpose(1, 2).reshape(-1, steps, width));
    }
}
