using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>The module that computes what a network of StaticNets does, layer by layer from its declaration: [batch, ...] to [batch, classes] or
/// [batch x steps, classes].</summary>
internal sealed class TorchSharpNetwork : Module<Tensor, Tensor>
{
    private readonly IReadOnlyList<DeclaredLayer> _layers;
    private readonly Func<Tensor, Tensor?, Tensor>[] _operations;
    private readonly int[] _inputs, _operands;
    private readonly int[][] _lastUses;

    private TorchSharpNetwork(IReadOnlyList<DeclaredLayer> layers, IReadOnlyDictionary<string, float[]> weights)
        : base(nameof(TorchSharpNetwork))
    {
        _layers = layers;
        var indices = layers.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _inputs = [.. layers.Select(layer => layer.Input is null ? -1 : indices[layer.Input])];
        _operands = [.. layers.Select(layer => layer.Operand is null ? -1 : indices[layer.Operand])];
        _operations = [.. layers.Select(layer => Operation(layer, weights))];
        var lastReaders = layers.Where(layer => layer.Input is not null && layer.Readers.Count > 0)
            .ToLookup(layer => layer.Readers.Max(reader => indices[reader]), layer => indices[layer]);
        _lastUses = [.. Enumerable.Range(0, layers.Count).Select(i => lastReaders[i].ToArray())];
    }

    /// <summary>A module with the initial parameters of a network that has one input.</summary>
    /// <exception cref="NotSupportedException">The network has a layer that is not translated yet.</exception>
    public static TorchSharpNetwork Of<TNetwork>()
        where TNetwork : class, INetwork<TNetwork> => new(DeclaredNetwork.Layers(TNetwork.Info), StaticNetsModel.NamedWeights<TNetwork>());

    public override Tensor forward(Tensor input)
    {
        var values = new Tensor[_layers.Count];
        values[0] = input;
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = _operations[i](values[_inputs[i]], _operands[i] < 0 ? null : values[_operands[i]]);
            foreach (int used in _lastUses[i])
                values[used].Dispose(); // its memory serves the layers to come, if no gradient needs it
        }
        return values[^1];
    }

    private Func<Tensor, Tensor?, Tensor> Operation(DeclaredLayer layer, IReadOnlyDictionary<string, float[]> weights)
    {
        int layers = layer.Number("Layers", 1);
        bool bothWays = layer.IsSet("Bidirectional");
        switch (layer.Kind)
        {
            case "Input" or "Tokens":
                return (input, _) => input;
            case "Embedding":
                float[] table = weights[$"{layer.Name}.weight"];
                return Of(Embedding(table.Length / layer.OutputShape[^1], layer.OutputShape[^1]));
            case "Conv2d":
                return Of(Conv2d(
                    layer.Input!.OutputShape[0], layer.OutputShape[0], layer.Window(1), layer.Pair("Stride", (1, 1)), layer.Pair("Padding", (0, 0)),
                    layer.Pair("Dilation", (1, 1)), groups: layer.Number("Groups", 1), bias: weights.ContainsKey($"{layer.Name}.bias")));
            case "MaxPool":
                return Of(MaxPool2d(layer.Window(0), layer.Pair("Stride", layer.Window(0)), layer.Pair("Padding", (0, 0))));
            case "AvgPool":
                return Of(AvgPool2d(layer.Window(0), layer.Pair("Stride", layer.Window(0)), layer.Pair("Padding", (0, 0))));
            case "GlobalAvgPool":
                return (input, _) => input.mean([2, 3]);
            case "Flatten":
                return (input, _) => input.flatten(1);
            case "Dense":
                return Dense(layer);
            case "Relu":
                return (input, _) => input.relu();
            case "Sigmoid":
                return (input, _) => input.sigmoid();
            case "Tanh":
                return (input, _) => input.tanh();
            case "Gelu":
                return (input, _) => functional.gelu(input);
            case "Add":
                return (input, operand) => input + operand!;
            case "BatchNorm" when layer.OutputShape.Length == 3:
                return Of(BatchNorm2d(layer.OutputShape[0]));
            case "LayerNorm":
                return Of(LayerNorm(layer.OutputShape[^1]));
            case "MultiHeadAttention" when layer.ArgumentCount == 1:
                return Of(new TorchSharpSelfAttention(layer.OutputShape[^1], layer.Number(0), layer.IsSet("Causal")));
            case "Lstm":
                var lstm = Register(LSTM(Features(), layer.Number(0), layers, batchFirst: true, bidirectional: bothWays));
                return (input, _) => lstm.call(input, null).Item1;
            case "Gru" when layer.IsSet("ResetAfter"):
                var gru = Register(GRU(Features(), layer.Number(0), layers, batchFirst: true, bidirectional: bothWays));
                return (input, _) => gru.call(input, null).Item1;
            case "Rnn":
                var rnn = Register(RNN(Features(), layer.Number(0), layers, batchFirst: true, bidirectional: bothWays));
                return (input, _) => rnn.call(input, null).Item1;
            default:
                throw new NotSupportedException($"{layer} has no translation to TorchSharp here");
        }

        int Features() => layer.Input!.OutputShape[^1];

        Func<Tensor, Tensor?, Tensor> Of(Module<Tensor, Tensor> module)
        {
            Register(module);
            return (input, _) => module.call(input);
        }

        TModule Register<TModule>(TModule module)
            where TModule : Module
        {
            string prefix = layer.Name + ".";
            register_module(layer.Name.Replace('.', '_'), module);
            return TorchSharpModel.Load(module, weights.Where(weight => weight.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(weight => weight.Key[prefix.Length..], weight => weight.Value));
        }

        // On the rows of a matrix, and the last layer's result stays one: the loss wants that.
        Func<Tensor, Tensor?, Tensor> Dense(DeclaredLayer dense)
        {
            var linear = Register(Linear(Features(), dense.OutputShape[^1]));
            if (dense.OutputShape.Length == 1)
                return (input, _) => linear.call(input);
            long steps = dense.OutputShape[0], units = dense.OutputShape[1];
            return dense.Readers.Count == 0
                ? (input, _) => linear.call(input.flatten(0, 1))
                : (input, _) => linear.call(input.flatten(0, 1)).view(-1, steps, units);
        }
    }
}
