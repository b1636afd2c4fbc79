using StaticNets.Benchmarks.Contenders;
using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Encoder-decoders of the sizes of "Dive into Deep Learning": training on whole sequences, and greedy generation of one.</summary>
internal static class TranslationCases
{
    private const int Steps = 10, Width = 32, SourceVocabulary = 184, TargetVocabulary = 201, Layers = 2, Batch = 64, Inner = 64;

    /// <summary>Large enough for a wrong gradient to show in the next losses, small enough to stay finite however often the same batch is learned.</summary>
    private const double LearningRate = 0.1;

    private const long Classifier = Width * TargetVocabulary;

    public static IEnumerable<Case> List
    {
        get
        {
            int[] source = SampleData.Labels(Batch * Steps, SourceVocabulary), target = SampleData.Labels(Batch * Steps, TargetVocabulary, seed: 3);
            int[] labels = SampleData.Labels(Batch * Steps, TargetVocabulary, seed: 4), sentence = source[..Steps];
            yield return new Case(
                "Attention translator training step", Batch, Batch * Steps, "token", 3 * Recurrent,
                [
                    new(
                        TorchSharpForward.Library,
                        threads => new TorchSharpTrainingStep(Module(), TorchSharpTokens(source, target), labels, LearningRate, threads)),
                ],
                new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<AttentionTranslator>(new(), Batch, Inputs, labels, LearningRate, threads)));
            yield return new Case(
                "Transformer translator training step", Batch, Batch * Steps, "token", 3 * Transformer, [],
                new(
                    StaticNetsModel.Library,
                    threads => new StaticNetsTrainingStep<TransformerTranslator>(new(), Batch, Inputs, labels, LearningRate, threads)));
            yield return new Case(
                "Attention translator generation", 1, Steps, "token", Recurrent,
                [new(TorchSharpForward.Library, threads => new TorchSharpGeneration(Module(), sentence, Steps, TargetVocabulary, threads))],
                new(StaticNetsModel.Library, _ => new StaticNetsGeneration<AttentionTranslator>(new(), sentence, Steps, TargetVocabulary)));
            yield return new Case(
                "Transformer translator generation", 1, Steps, "token", Transformer, [],
                new(StaticNetsModel.Library, _ => new StaticNetsGeneration<TransformerTranslator>(new(), sentence, Steps, TargetVocabulary)));

            void Inputs(ref Batch batch)
            {
                batch.SetTokens(0, source);
                batch.SetTokens(1, target);
            }
        }
    }

    /// <summary>Of a target token, with its share of the source: gates of both sides, attention, the classifier.</summary>
    private static long Recurrent
    {
        get
        {
            const long gates = 3 * Width;
            long encoder = Layers * gates * 2 * Width;
            long decoder = gates * 3 * Width + (Layers - 1) * gates * 2 * Width;
            long attention = 2 * Width * Width + 2 * Steps * Width;
            return encoder + decoder + attention + Classifier;
        }
    }

    /// <summary>Of a target token, with its share of the source.</summary>
    private static long Transformer
    {
        get
        {
            const long attention = 4 * Width * Width + 2 * Steps * Width;
            const long feedForward = 2 * Width * Inner;
            return Layers * (3 * attention + 2 * feedForward) + Classifier;
        }
    }

    private static TorchSharpTranslator Module() => TorchSharpModel.Load(
        new TorchSharpTranslator(SourceVocabulary, TargetVocabulary, Steps, Width, Layers),
        StaticNetsModel.NamedWeights<AttentionTranslator>().ToDictionary(
            weight => weight.Key.Replace("decoder.attention.", "", StringComparison.Ordinal), weight => weight.Value));

    /// <summary>[batch, source then target].</summary>
    private static TorchSharp.torch.Tensor TorchSharpTokens(int[] source, int[] target)
    {
        using var sources = TorchSharp.torch.tensor(Array.ConvertAll(source, token => (long)token), [Batch, Steps]);
        using var targets = TorchSharp.torch.tensor(Array.ConvertAll(target, token => (long)token), [Batch, Steps]);
        return TorchSharp.torch.cat([sources, targets], 1);
    }
}
