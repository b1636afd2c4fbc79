using TorchSharp.Modules;
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
            Set(parameter, values);
        return model;
    }

    /// <summary>Gives a module the parameters of <paramref name="weights"/>, by name. A second bias of a recurrent layer that is not among them
    /// becomes zero, as in the files that StaticNets saves.</summary>
    /// <exception cref="ArgumentException">A parameter of the module is missing, or one of <paramref name="weights"/> is not the module's.</exception>
    public static TModule Load<TModule>(TModule module, IReadOnlyDictionary<string, float[]> weights)
        where TModule : Module
    {
        using var noGradients = no_grad();
        var rest = weights.Keys.ToHashSet();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (rest.Remove(name))
                Set(parameter, weights[name]);
            else if (IsRecurrentBias(name))
                parameter.zero_();
            else
                throw new ArgumentException($"lacks {name}", nameof(weights));
        }
        foreach (var (name, buffer) in module.named_buffers().Where(named => rest.Remove(named.name)))
            Set(buffer, weights[name]);
        if (rest.Count > 0)
            throw new ArgumentException($"has {string.Join(", ", rest)}, which the module lacks", nameof(weights));
        return module;
    }

    /// <summary>Plain SGD. Where PyTorch keeps two biases for one of ours (<paramref name="hasTwinBiases"/>), both have the gradient of their sum, so
    /// that half the rate for each is the whole rate for the sum.</summary>
    public static optim.Optimizer Sgd(Module module, double learningRate, bool hasTwinBiases)
    {
        var groups = module.named_parameters()
            .GroupBy(named => hasTwinBiases && (IsRecurrentBias(named.name) || IsInputBias(named.name)), named => named.parameter)
            .Select(group => new SGD.ParamGroup(group, new SGD.Options { LearningRate = group.Key ? learningRate / 2 : learningRate }));
        return optim.SGD(groups, learningRate);
    }

    private static bool IsRecurrentBias(string name) => name.Contains("bias_hh_l", StringComparison.Ordinal);

    private static bool IsInputBias(string name) => name.Contains("bias_ih_l", StringComparison.Ordinal);

    private static void Set(Tensor parameter, float[] values)
    {
        using var source = tensor(values, parameter.shape);
        parameter.copy_(source);
    }
}
