using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>Prepares TorchSharp modules for a case.</summary>
internal static class TorchSharpModel
{
    /// <summary>Layers in order, with the tensors of <paramref name="weights"/> as parameters, in the order in which PyTorch lists them.</summary>
    public static Module<Tensor, Tensor> Sequential(IReadOnlyList<float[]> weights, params (string Name, Module<Tensor, Tensor> Layer)[] layers)
    {
        var model = nn.Sequential(layers);
        var parameters = model.parameters().ToArray();
        if (parameters.Length != weights.Count)
            throw new ArgumentException($"has {weights.Count} tensors; the model has {parameters.Length} parameters", nameof(weights));
        using var noGradients = no_grad();
        foreach (var (parameter, values) in parameters.Zip(weights))
        {
            using var source = tensor(values, parameter.shape);
            parameter.copy_(source);
        }
        return model;
    }
}
