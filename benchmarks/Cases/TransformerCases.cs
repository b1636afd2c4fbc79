using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Encoders with a classifier on every step.</summary>
internal static class TransformerCases
{
    private const int Classes = 10;

    /// <summary>Large enough for a wrong gradient to show in the next losses, small enough to stay finite however often the same batch is learned.</summary>
    private const double LearningRate = 0.01;

    public static IEnumerable<Case> List =>
    [
        .. Family<TransformerOf32>("Transformer", steps: 10, width: 32, heads: 4, inner: 64, layers: 2, [1, 64]),
        .. Family<TransformerOf128>("Wide Transformer", steps: 64, width: 128, heads: 8, inner: 512, layers: 4, [1, 16]),
    ];

    private static IEnumerable<Case> Family<TNetwork>(string name, int steps, int width, int heads, int inner, int layers, int[] batches)
        where TNetwork : class, INetwork<TNetwork>
    {
        // Of one token; the last is q k^T and weights times values.
        long projections = 4 * width * width, feedForward = 2 * width * inner, attention = 2 * steps * width;
        long forward = layers * (projections + feedForward + attention) + width * Classes;
        // Nobody asks for the gradient of the input, which is queries, keys and values of the first layer.
        long training = 3 * forward - 3 * width * width;
        foreach (int batch in batches)
        {
            yield return new Case(
                $"{name} forward", batch, batch * steps, "token", forward,
                [
                    new(TorchSharpForward.Library, threads => new TorchSharpForward(
                        Module(), Input(batch), [batch, steps, width], batch * steps * Classes, threads)),
                    new(OnnxRuntimeForward.Library, threads => new OnnxRuntimeForward(
                        OnnxTransformer.Encoder(StaticNetsModel.NamedWeights<TNetwork>(), batch, steps, width, heads, inner, layers, Classes),
                        Input(batch), [batch, steps, width], [batch, steps, Classes], threads)),
                ],
                new(StaticNetsModel.Library, threads => new StaticNetsForward<TNetwork>(TNetwork.Create(0), Input(batch), batch, threads)));
        }
        foreach (int batch in batches)
        {
            yield return new Case(
                $"{name} training step", batch, batch * steps, "token", training,
                [
                    new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                        Module(), Input(batch), [batch, steps, width], SampleData.Labels(batch * steps, Classes), LearningRate, threads)),
                ],
                new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<TNetwork>(
                    TNetwork.Create(0), Input(batch), SampleData.Labels(batch * steps, Classes), LearningRate, threads)));
        }

        TorchSharpTransformer Module() => TorchSharpModel.Load(
            new TorchSharpTransformer(width, heads, inner, layers, Classes), StaticNetsModel.NamedWeights<TNetwork>());

        float[] Input(int batch) => SampleData.Values(batch * steps * width);
    }
}
