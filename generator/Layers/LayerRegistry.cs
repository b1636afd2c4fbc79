using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>All kinds of layers.</summary>
internal static class LayerRegistry
{
    /// <summary>Whether a kind of layer takes a value from outside or is a loss: what a network has once, at its ends.</summary>
    public static bool BeginsOrEnds(string kind) => InputLayerBase.IsInputKind(kind) || kind is "SoftmaxCrossEntropy" or "MeanSquaredError" or "BinaryCrossEntropy";

    /// <summary>Whether a layer, or one of its block, is recurrent in one direction: then the network may have a state.</summary>
    public static bool CarriesState(LayerDeclaration layer) => (layer.Kind is "Rnn" or "Gru" or "Lstm" && !layer.IsOn("Bidirectional")) || layer.Block.Any(CarriesState);

    public static IReadOnlyDictionary<string, Layer> For(NetworkBuilder network) => new Layer[]
    {
        new InputLayer(network),
        new TokensLayer(network),
        new OneHotLayer(),
        new EmbeddingLayer(),
        new Conv1dLayer(),
        new Conv2dLayer(),
        new MaxPoolLayer(),
        new AvgPoolLayer(),
        new GlobalAvgPoolLayer(),
        new FlattenLayer(),
        new DenseLayer(),
        new SigmoidLayer(),
        new TanhLayer(),
        new ReluLayer(),
        new LeakyReluLayer(),
        new GeluLayer(),
        new SiluLayer(),
        new SoftmaxLayer(),
        new DropoutLayer(),
        new LayerNormLayer(),
        new PositionalEncodingLayer(),
        new AttentionLayer(),
        new MultiHeadAttentionLayer(),
        new RnnLayer(),
        new GruLayer(),
        new LstmLayer(),
        new AddLayer(),
        new ConcatLayer(),
        new SoftmaxCrossEntropyLayer(network),
        new MeanSquaredErrorLayer(network),
        new BinaryCrossEntropyLayer(network),
    }.ToDictionary(layer => layer.Kind);
}
