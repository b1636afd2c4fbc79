namespace StaticNets.Benchmarks.Contenders;

/// <summary>Builds the ONNX model that computes what a network of StaticNets does, layer by layer from its declaration, in the fused operations that ONNX
/// Runtime has.</summary>
internal sealed class OnnxNetwork
{
    private const float NormEpsilon = 1e-5f;

    private readonly OnnxModel _model = new();
    private readonly Dictionary<DeclaredLayer, OnnxValue> _values = [];
    private readonly IReadOnlyDictionary<string, float[]> _weights;
    private readonly long _batch;

    private OnnxNetwork(IReadOnlyDictionary<string, float[]> weights, long batch)
    {
        _weights = weights;
        _batch = batch;
    }

    /// <summary>A model with the initial parameters of a network and the shapes of its inputs and its output, the batch first.</summary>
    /// <exception cref="NotSupportedException">The network has a layer that is not translated yet.</exception>
    public static byte[] Model<TNetwork>(long batch)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = new OnnxNetwork(StaticNetsModel.NamedWeights<TNetwork>(), batch);
        var layers = DeclaredNetwork.Layers(TNetwork.Info);
        foreach (var layer in layers)
            network._values[layer] = network.Translate(layer);
        network._model.Output(network._values[layers[^1]].BatchFirst(), [batch, .. layers[^1].OutputShape]);
        return network._model.ToArray();
    }

    private OnnxValue Translate(DeclaredLayer layer)
    {
        long[] shape = [.. layer.OutputShape];
        switch (layer.Kind)
        {
            case "Input":
                return Value(_model.Input(layer.Name, [_batch, .. shape]));
            case "Tokens":
                return Value(_model.IntegerInput(layer.Name, [_batch, .. shape]));
            case "Embedding":
                float[] table = Weight("weight");
                return Value(_model.Node("Gather", [_model.Constant(table, table.Length / shape[^1], shape[^1]), Input().BatchFirst()], ("axis", 0L)));
            case "Conv2d":
                return Value(Convolution(layer, Input().BatchFirst()));
            case "MaxPool":
                return Value(_model.Node("MaxPool", [Input().BatchFirst()], Window(layer, layer.Window(0), layer.Pair("Stride", layer.Window(0)))));
            case "GlobalAvgPool":
                return Value(_model.Node("Flatten", [_model.Node("GlobalAveragePool", [Input().BatchFirst()])]));
            case "Flatten":
                return Value(_model.Node("Flatten", [Input().BatchFirst()]));
            case "Dense":
                return Dense(layer.Name, Input(), shape[^1]);
            case "Relu" or "Sigmoid" or "Tanh":
                return Input().With(name => _model.Node(layer.Kind, [name]));
            case "Gelu":
                return Input().With(name => _model.Node("com.microsoft.Gelu", [name]));
            case "Add" when layer.Readers is [{ Kind: "LayerNorm" }]:
                return Input(); // the normalisation adds, too
            case "Add":
                return Input().With(Of(layer.Operand!), (name, operand) => _model.Node("Add", [name, operand]));
            case "BatchNorm":
                return Value(_model.Node(
                    "BatchNormalization",
                    [Input().BatchFirst(), Channels("weight"), Channels("bias"), Channels("running_mean"), Channels("running_var")],
                    ("epsilon", NormEpsilon)));
            case "LayerNorm" when layer.Input is { Kind: "Add", Readers.Count: 1 } sum:
                return Input().With(Of(sum.Operand!), (name, operand) => _model.Node(
                    "com.microsoft.SkipLayerNormalization", [name, operand, Vector("weight"), Vector("bias")], ("epsilon", NormEpsilon)));
            case "LayerNorm":
                return Input().With(name => _model.Node("LayerNormalization", [name, Vector("weight"), Vector("bias")], ("epsilon", NormEpsilon)));
            case "MultiHeadAttention" when layer.ArgumentCount == 1:
                return Attention(layer);
            case "Lstm":
                return Recurrent(layer, RecurrentKind.Lstm);
            case "Gru" when layer.IsSet("ResetAfter"):
                return Recurrent(layer, RecurrentKind.Gru);
            case "Rnn":
                return Recurrent(layer, RecurrentKind.Rnn);
            default:
                throw new NotSupportedException($"{layer} has no translation to ONNX here");
        }

        OnnxValue Value(string name) => new(_model, name, _batch, shape);

        OnnxValue Input() => Of(layer.Input!);

        float[] Weight(string name) => _weights[$"{layer.Name}.{name}"];

        string Vector(string name) => _model.Constant(Weight(name), shape[^1]);

        string Channels(string name) => _model.Constant(Weight(name), shape[0]);
    }

    private OnnxValue Of(DeclaredLayer layer) => _values[layer];

    private string Convolution(DeclaredLayer layer, string input)
    {
        var (height, width) = layer.Window(1);
        long filters = layer.OutputShape[0], groups = layer.Number("Groups", 1);
        var (dilationHeight, dilationWidth) = layer.Pair("Dilation", (1, 1));
        return _model.Node(
            "Conv",
            [
                input,
                _model.Constant(_weights[$"{layer.Name}.weight"], filters, layer.Input!.OutputShape[0] / groups, height, width),
                .. _weights.TryGetValue($"{layer.Name}.bias", out var bias) ? [_model.Constant(bias, filters)] : Array.Empty<string>(),
            ],
            [
                .. Window(layer, (height, width), layer.Pair("Stride", (1, 1))),
                ("dilations", new long[] { dilationHeight, dilationWidth }),
                ("group", groups),
            ]);
    }

    private static (string, object)[] Window(DeclaredLayer layer, (int Height, int Width) window, (int Height, int Width) stride)
    {
        var (padHeight, padWidth) = layer.Pair("Padding", (0, 0));
        return
        [
            ("kernel_shape", new long[] { window.Height, window.Width }),
            ("strides", new long[] { stride.Height, stride.Width }),
            ("pads", new long[] { padHeight, padWidth, padHeight, padWidth }),
        ];
    }

    private OnnxValue Dense(string name, OnnxValue input, long units)
    {
        // What comes from a recurrent layer is turned round where it is narrower.
        if (units > input.Features)
            input = input.InBatchOrder();
        return input.WithRows(units, rows => _model.Node(
            "Gemm",
            [rows, _model.Constant(_weights[$"{name}.weight"], units, input.Features), _model.Constant(_weights[$"{name}.bias"], units)],
            ("transB", 1L)));
    }

    private OnnxValue Attention(DeclaredLayer layer)
    {
        long[] shape = [.. layer.OutputShape];
        string attended = _model.Node(
            "com.microsoft.Attention",
            [
                Of(layer.Input!).BatchFirst(),
                _model.Constant(Transposed(_weights[$"{layer.Name}.in_proj_weight"], (int)shape[1]), shape[1], 3 * shape[1]),
                _model.Constant(_weights[$"{layer.Name}.in_proj_bias"], 3 * shape[1]),
            ],
            ("num_heads", (long)layer.Number(0)),
            ("unidirectional", layer.IsSet("Causal") ? 1L : 0L));
        return Dense($"{layer.Name}.out_proj", new OnnxValue(_model, attended, _batch, shape), shape[1]);
    }

    private OnnxValue Recurrent(DeclaredLayer layer, RecurrentKind kind)
    {
        var input = Of(layer.Input!);
        bool bothWays = layer.IsSet("Bidirectional");
        long hidden = layer.Number(0), steps = layer.OutputShape[0], features = input.Features, width = layer.OutputShape[1];
        string value = input.StepsFirst();
        for (int i = 0; i < layer.Number("Layers", 1); i++)
        {
            // [steps, directions, batch, hidden]
            string all = OnnxRecurrent.Layer(_model, kind, layer.Name, _weights, i, value, features, hidden, bothWays, outputs: 1)[0];
            if (bothWays)
                all = _model.Node("Transpose", [all], ("perm", new long[] { 0, 2, 1, 3 }));
            features = width;
            value = _model.Node("Reshape", [all, _model.Constant(steps, _batch, width)]);
        }
        return new OnnxValue(_model, value, _batch, [steps, width], isStepsFirst: true);
    }

    private static float[] Transposed(float[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        var transposed = new float[matrix.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
        return transposed;
    }
}
