using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>All kinds of layers.</summary>
internal static class LayerRegistry
{
    private static readonly Dictionary<string, Layer> Kinds = new Layer[]
    {
        new InputLayer(),
        new TokensLayer(),
        new NormalizeLayer(),
        new OneHotLayer(),
        new EmbeddingLayer(),
        new Conv1dLayer(),
        new Conv2dLayer(),
        new ConvTranspose2dLayer(),
        new MaxPoolLayer(),
        new AvgPoolLayer(),
        new GlobalAvgPoolLayer(),
        new GlobalMaxPoolLayer(),
        new UpsampleLayer(),
        new PixelShuffleLayer(),
        new PadLayer(),
        new FlattenLayer(),
        new ReshapeLayer(),
        new PermuteLayer(),
        new SliceLayer(),
        new ReduceLayer(),
        new DenseLayer(),
        new SigmoidLayer(),
        new TanhLayer(),
        new ReluLayer(),
        new LeakyReluLayer(),
        new GeluLayer(),
        new SiluLayer(),
        new Relu6Layer(),
        new ClipLayer(),
        new HardSigmoidLayer(),
        new HardSwishLayer(),
        new EluLayer(),
        new SeluLayer(),
        new SoftplusLayer(),
        new PReluLayer(),
        new ExpLayer(),
        new LogLayer(),
        new SqrtLayer(),
        new SquareLayer(),
        new AbsLayer(),
        new ScaleLayer(),
        new PowerLayer(),
        new SoftmaxLayer(),
        new LogSoftmaxLayer(),
        new DropoutLayer(),
        new LayerNormLayer(),
        new BatchNormLayer(),
        new RmsNormLayer(),
        new GroupNormLayer(),
        new InstanceNormLayer(),
        new PositionalEncodingLayer(),
        new AttentionLayer(),
        new MultiHeadAttentionLayer(),
        new RnnLayer(),
        new GruLayer(),
        new LstmLayer(),
        new AddLayer(),
        new SubtractLayer(),
        new MultiplyLayer(),
        new DivideLayer(),
        new MaximumLayer(),
        new MinimumLayer(),
        new ConcatLayer(),
        new MatMulLayer(),
        new ParameterLayer(),
        new ConstantLayer(),
        new OutputLayer(),
        new SoftmaxCrossEntropyLayer(),
        new MeanSquaredErrorLayer(),
        new L1Layer(),
        new HuberLayer(),
        new BinaryCrossEntropyLayer(),
    }.ToDictionary(layer => layer.Kind);

    public static IReadOnlyCollection<Layer> All => Kinds.Values;

    /// <summary>The kind of layer that an attribute declares; null where it is none, such as <c>[Use]</c>.</summary>
    public static Layer? Of(string kind) => Kinds.TryGetValue(kind, out var layer) ? layer : null;

    /// <summary>Whether a kind of layer takes its value from outside.</summary>
    public static bool IsInput(string kind) => Of(kind) is { IsInput: true };

    /// <summary>Whether a kind of layer has a value by itself and takes no current one.</summary>
    public static bool TakesNoValue(string kind) => Of(kind) is { TakesNoValue: true };

    /// <summary>Whether a kind of layer gives its value to the caller, beside the network's.</summary>
    public static bool IsOutput(string kind) => Of(kind) is { IsOutput: true };

    /// <summary>Whether the value of a kind of layer is a parameter of generated methods, and its name that parameter's.</summary>
    public static bool IsPublic(string kind) => IsInput(kind) || IsOutput(kind);

    /// <summary>Whether a kind of layer takes a value from outside or is a loss.</summary>
    public static bool BeginsOrEnds(string kind) => Of(kind) is { IsInput: true } or { IsLoss: true };

    /// <summary>Whether a kind of layer belongs to the network and not to a block.</summary>
    public static bool IsOfNetwork(string kind) => BeginsOrEnds(kind) || IsOutput(kind);

    /// <summary>Whether an argument of a layer names an earlier value.</summary>
    public static bool IsReference(LayerDeclaration layer, string argument)
        => argument == Layer.From || (Of(layer.Kind) is { } kind && (kind.Currents.Contains(argument) || kind.Memories.Contains(argument)));

    /// <summary>The names of the further values that a layer gives.</summary>
    public static IEnumerable<Argument> Given(LayerDeclaration layer)
        => Of(layer.Kind) is { Given.IsEmpty: false } kind
            ? layer.Arguments.Where(argument => kind.Given.Contains(argument.Name) && argument.Value is string { Length: > 0 })
            : [];
}
