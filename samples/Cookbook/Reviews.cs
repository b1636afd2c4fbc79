using StaticNets.Data;
using StaticNets.Data.Text;

namespace StaticNets.Samples.Cookbook;

/// <summary>Attention and a dense layer, each normalized before and added to what went in.</summary>
[Block]
[LayerNorm, MultiHeadAttention(2), Add("input", Name = "attended")]
[LayerNorm, Dense(32), Gelu, Dense(16), Add("attended")]
public sealed class ReviewBlock;

/// <summary>Whether a review of up to 12 words praises or not.</summary>
[Network]
[Tokens(12, 40, Lengths = true), Embedding(16, Positions = 12)]
[Use(typeof(ReviewBlock))]
[GlobalAvgPool, Dense(2), SoftmaxCrossEntropy]
public sealed partial class Sentiment;

/// <summary>A Transformer that classifies texts.</summary>
internal static class Reviews
{
    public static void Run()
    {
        var (texts, labels) = ReviewExamples.Make(1200);
        var words = Vocabulary.Build(texts, TokenUnit.Word, capacity: 40);
        var input = PaddedSequences.Of([.. texts.Select(text => words.Encode(text))], steps: 12);
        var (training, validation) = new Dataset([input], Column.OfIndices(labels)).StratifiedSplit(0.2, seed: 1);
        var network = new Sentiment(seed: 1);
        var options = new TrainerOptions { BatchSize = 16, AccumulateBatches = 2, Patience = 4, KeepBest = true, Monitor = Monitored.Accuracy };
        using var trainer = new Trainer<Sentiment>(network, new AdamW(0.003), options);
        trainer.TrainFor(training, epochs: 20, validation);
        using var evaluator = new Evaluator<Sentiment>(network);
        Console.WriteLine(evaluator.EvaluateClasses(validation));
        foreach (var text in new[] { "the film was not bad", "the actors were not good" })
            Console.WriteLine($"{text}: {(network.Predict(words.Encode(text)).Class == 1 ? "praise" : "no praise")}");
    }
}
