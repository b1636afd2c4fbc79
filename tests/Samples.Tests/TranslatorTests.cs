using StaticNets.Generation;
using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class TranslatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PairCorpus _corpus;
    private readonly AttentionWords _network = new(seed: 3);

    public TranslatorTests()
    {
        File.WriteAllText(_folder["pairs.txt"], "il est vieux .\the is old .\n");
        _corpus = new PairCorpus(_folder["pairs.txt"], weights: null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_greedy_translation_is_the_most_probable_token_of_a_whole_pass_at_every_step()
    {
        var translation = new Translator<AttentionWords>(_network, _corpus, beams: 1).Translate("il est vieux");
        Assert.Equal([.. _corpus.SourceVocabulary.Encode("il est vieux"), SpecialTokens.End], translation.Source);

        var (target, output) = (new int[WordSizes.Length], new float[AttentionWords.OutputSize]);
        target.AsSpan().Fill(SpecialTokens.Padding);
        target[0] = SpecialTokens.Begin;
        int[] source = [.. translation.Source, .. Enumerable.Repeat(SpecialTokens.Padding, WordSizes.Length - 4)];
        for (var step = 0; step < translation.Target.Count; step++)
        {
            _network.Forward(source, [4], target, output);
            Assert.Equal(translation.Target[step], Known(output.AsSpan(step * WordSizes.Vocabulary, WordSizes.Vocabulary)));
            if (step + 1 < target.Length)
                target[step + 1] = translation.Target[step];
        }
    }

    [Fact]
    public void Attention_is_that_of_a_whole_pass()
    {
        var translator = new Translator<AttentionWords>(_network, _corpus, beams: 1);
        var translation = new Translation([4, 5, SpecialTokens.End], [5, 6, 7], "", 0);
        var rows = translator.Attention(translation)!;

        int[] source = [4, 5, SpecialTokens.End, .. Enumerable.Repeat(SpecialTokens.Padding, 7)];
        int[] target = [SpecialTokens.Begin, 5, 6, 7, .. Enumerable.Repeat(SpecialTokens.Padding, 6)];
        var weights = new float[WordSizes.Length * WordSizes.Length];
        _network.Forward(source, [3], target, new float[AttentionWords.OutputSize], weights);
        Assert.Equal(4, rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            Assert.Equal(3, rows[row].Length);
            for (var column = 0; column < 3; column++)
                Assert.Equal(weights[row * WordSizes.Length + column], rows[row][column], 1e-5f);
        }
    }

    [Fact]
    public void A_network_that_does_not_attend_has_no_map() =>
        Assert.Null(new Translator<GruWords>(new GruWords(seed: 1), _corpus, beams: 1).Attention(new Translation([4, SpecialTokens.End], [5], "", 0)));

    [Theory]
    [InlineData("", "There is nothing to translate.")]
    [InlineData("a b c d e f g h i j", "The text has 10 tokens, but the network reads 9 at most.")]
    public void What_cannot_be_translated_is_an_error_that_says_why(string text, string message) =>
        Assert.Equal(message, Assert.Throws<TranslationException>(() => new Translator<AttentionWords>(_network, _corpus, beams: 1).Translate(text)).Message);

    [Fact]
    public void A_translation_has_no_padding_no_second_beginning_and_no_token_without_a_text()
    {
        var logits = new float[2 * 8];
        new KnownTokens(new Rising(), known: 6, vocabulary: 8).Step([0, 0], [SpecialTokens.Begin, SpecialTokens.Begin], logits);
        var none = float.NegativeInfinity;
        Assert.Equal([0, none, none, 3, 4, 5, none, none, 8, none, none, 11, 12, 13, none, none], logits);
    }

    [Fact]
    public void A_conversation_answers_line_by_line_by_both_searches()
    {
        var output = new StringWriter();
        new Conversation<AttentionWords>(_network, _corpus, beams: 3).Run(new StringReader("Il est JEUNE\n\n"), output, TestContext.Current.CancellationToken);
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Matches(@"^greedy: .* \(score -\d+\.\d{4}\)$", lines[0]);
        Assert.Matches(@"^3 beams: .* \(score -\d+\.\d{4}\)$", lines[1]);
        Assert.Equal("(1 of 3 tokens are unknown)", lines[2]);
        Assert.EndsWith("  il est <unk> <eos>", lines[3]);
        Assert.Equal("There is nothing to translate.", lines[^1]);
    }

    [Fact]
    public void A_conversation_ends_while_it_waits_for_a_line()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(
            () => new Conversation<AttentionWords>(_network, _corpus, beams: 1).Run(new Silence(), TextWriter.Null, source.Token));
    }

    private int Known(Span<float> logits)
    {
        logits[SpecialTokens.Padding] = logits[SpecialTokens.Begin] = float.NegativeInfinity;
        return TokenSampler.Greedy(logits[.._corpus.TargetVocabulary.Count]);
    }

    /// <summary>Gives every token its place as its logit.</summary>
    private sealed class Rising : IBeamModel
    {
        public void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits)
        {
            for (var i = 0; i < logits.Length; i++)
                logits[i] = i;
        }
    }

    /// <summary>Never gives a line.</summary>
    private sealed class Silence : TextReader
    {
        public override string? ReadLine()
        {
            Thread.Sleep(Timeout.Infinite);
            return null;
        }
    }
}
