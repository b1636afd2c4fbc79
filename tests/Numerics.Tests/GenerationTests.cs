using StaticNets.Generation;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Generation with encoded sources: what step by step is found is what whole passes would have found.</summary>
public sealed class GenerationTests
{
    private const int Begin = 0, End = 1;

    [Theory]
    [InlineData(new[] { 3, 5, 1, 2 }, 4)]
    [InlineData(new[] { 2, 2, 4, 0 }, 2)]
    public void Greedy_search_takes_the_most_probable_token_of_whole_passes(int[] source, int length)
    {
        var network = new TransformerTranslator(seed: 7);
        var (found, _) = Search(network, source, length, width: 1);

        var target = new int[TransformerTranslator.TargetSize];
        target[0] = Begin;
        for (var step = 0; step < target.Length; step++)
        {
            var best = MostProbable(network, source, length, target, step);
            if (best == End)
            {
                Assert.Equal(step, found.Length);
                return;
            }

            Assert.Equal(best, found[step]);
            if (step + 1 < target.Length)
                target[step + 1] = best;
        }
    }

    [Fact]
    public void A_beam_search_scores_what_it_finds_as_a_whole_pass_does()
    {
        var network = new TransformerTranslator(seed: 11);
        var (found, score) = Search(network, [4, 1, 3, 5], 3, width: 3);
        int[] tokens = [.. found, End];
        var length = Math.Min(tokens.Length, TransformerTranslator.TargetSize);
        var target = new int[TransformerTranslator.TargetSize];
        for (var step = 1; step < length; step++)
            target[step] = tokens[step - 1];
        var total = 0.0;
        for (var step = 0; step < length; step++)
        {
            var logits = Logits(network, [4, 1, 3, 5], 3, target, step);
            total += logits[tokens[step]] - Math.Log(logits.Sum(logit => Math.Exp(logit)));
        }

        Assert.Equal(total / Math.Pow(length, 0.75), score, 1e-5);
        Assert.True(score >= Search(network, [4, 1, 3, 5], 3, width: 1).Score);
    }

    [Fact]
    public void A_search_begins_anew_with_every_source()
    {
        var network = new TransformerTranslator(seed: 7);
        var beams = new SteppedBeams<TransformerTranslator>(network, 2);
        var search = new BeamSearch(2, 5, TransformerTranslator.TargetSize, End);
        var state = new TransformerTranslator.State();
        var sequence = new int[TransformerTranslator.TargetSize];
        var scores = new double[3];
        int[][] sources = [[3, 5, 1, 2], [0, 0, 4, 4], [3, 5, 1, 2]];
        for (var i = 0; i < sources.Length; i++)
        {
            network.Encode(sources[i], [4], state);
            beams.Begin(state);
            search.Search(beams, Begin, sequence, out scores[i]);
        }

        Assert.Equal(scores[0], scores[2]);
        Assert.NotEqual(scores[0], scores[1]);
    }

    [Fact]
    public void Steps_need_a_source_and_end_with_the_sequence()
    {
        var network = new TransformerTranslator(seed: 7);
        var state = new TransformerTranslator.State();
        var logits = new float[5];
        var unencoded = Assert.Throws<InvalidOperationException>(() => network.Step([Begin], logits, state));
        Assert.Equal("Sequence 0 of the state has not been encoded: call Encode before Step.", unencoded.Message);
        network.Encode([1, 2, 3, 4], [4], state);
        for (var step = 0; step < TransformerTranslator.TargetSize; step++)
            network.Step([Begin], logits, state);
        var ended = Assert.Throws<InvalidOperationException>(() => network.Step([Begin], logits, state));
        Assert.Equal("Sequence 0 of the state has taken 3 steps, and there are no more: call Encode to begin anew.", ended.Message);
        Assert.Throws<ArgumentException>("source", () => network.Encode([1, 2, 3], [3], state));
        Assert.Throws<ArgumentException>("target", () => network.Step([1, 2], logits, state));
        Assert.Throws<ArgumentException>("output", () => network.Step([1], new float[4], state));
    }

    [Fact]
    public void Whole_passes_have_no_use_for_the_state_of_steps()
    {
        var batch = new Batch { Count = 1, State = new TransformerTranslator.State(), Output = new float[TransformerTranslator.OutputSize] };
        batch.SetTokens(0, [1, 2, 3, 4]);
        batch.SetLengths(0, [4]);
        batch.SetTokens(1, [1, 2, 3]);
        batch.SetLengths(1, [3]);
        try
        {
            TransformerTranslator.Run(new TransformerTranslator(), in batch);
            Assert.Fail("A state was taken.");
        }
        catch (ArgumentException error)
        {
            Assert.Contains("state is for single steps", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_allocated_by_encoding_stepping_and_searching()
    {
        var network = new TransformerTranslator(seed: 7);
        var state = new TransformerTranslator.State();
        var beams = new SteppedBeams<TransformerTranslator>(network, 3);
        var search = new BeamSearch(3, 5, TransformerTranslator.TargetSize, End);
        var sequence = new int[TransformerTranslator.TargetSize];
        Generate();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Generate();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Generate()
        {
            network.Encode([3, 5, 1, 2], [4], state);
            beams.Begin(state);
            search.Search(beams, Begin, sequence, out _);
        }
    }

    private static (int[] Sequence, double Score) Search(TransformerTranslator network, int[] source, int length, int width)
    {
        var state = new TransformerTranslator.State();
        network.Encode(source, [length], state);
        var beams = new SteppedBeams<TransformerTranslator>(network, width);
        beams.Begin(state);
        var sequence = new int[TransformerTranslator.TargetSize];
        var found = new BeamSearch(width, 5, TransformerTranslator.TargetSize, End).Search(beams, Begin, sequence, out var score);
        return (sequence[..found], score);
    }

    private static int MostProbable(TransformerTranslator network, int[] source, int length, int[] target, int step)
    {
        var logits = Logits(network, source, length, target, step);
        return Array.IndexOf(logits, logits.Max());
    }

    /// <summary>The logits of one step of a whole pass; targets behind it have no influence.</summary>
    private static float[] Logits(TransformerTranslator network, int[] source, int length, int[] target, int step)
    {
        var output = new float[TransformerTranslator.OutputSize];
        network.Forward(source, [length], target, [target.Length], output);
        return output.AsSpan(step * 5, 5).ToArray();
    }
}
