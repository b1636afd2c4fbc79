using StaticNets.Generation;
using Xunit;

namespace StaticNets.Tests.Sequences;

public sealed class BeamSearchTests
{
    private const int End = 0, Start = 3, Vocabulary = 4;

    [Theory]
    [InlineData(0.75)]
    [InlineData(0)]
    [InlineData(2)]
    public void With_beams_enough_it_finds_the_best_of_all_sequences(double lengthPower)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var logits = RandomLogits(seed);
            var search = new BeamSearch(64, Vocabulary, 4, End, lengthPower);
            var (expected, expectedScore) = Best(logits, 4, lengthPower);
            var sequence = new int[4];
            var length = search.Search(new PathModel(logits), Start, sequence, out var score);
            Assert.Equal(expected, sequence[..length]);
            Assert.Equal(expectedScore, score, 1e-6);
        }
    }

    [Fact]
    public void With_one_beam_it_is_the_greedy_search_until_the_end()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            // Without normalisation a sequence that ends is never beaten by one that goes on from it.
            var logits = RandomLogits(seed);
            var sequence = new int[6];
            var length = new BeamSearch(1, Vocabulary, 6, End, 0).Search(new PathModel(logits), Start, sequence, out _);
            var greedy = new List<int>();
            while (greedy.Count < 6)
            {
                var token = TokenSampler.Greedy(logits([.. greedy]));
                if (token == End)
                    break;
                greedy.Add(token);
            }

            // It may end earlier than the greedy search, but takes no other way.
            Assert.Equal(greedy.Take(length), sequence[..length]);
        }
    }

    [Fact]
    public void More_beams_find_what_the_greedy_search_misses()
    {
        // The first token 1 is likelier than 2, but only 2 leads to something certain.
        Assert.Equal(1, First(1));
        Assert.Equal(2, First(2));

        static int First(int width)
        {
            var model = new PathModel(path => path switch
            {
                [] => [-9, 1, 0.9f, -9],
                [2] => [9, 0, 0, 0],
                _ => [0, 0, 0, 0],
            });
            var sequence = new int[3];
            new BeamSearch(width, Vocabulary, 3, End).Search(model, Start, sequence, out _);
            return sequence[0];
        }
    }

    [Fact]
    public void A_sequence_may_be_empty_or_as_long_as_allowed()
    {
        var sequence = new int[5];
        Assert.Equal(0, new BeamSearch(2, Vocabulary, 5, End).Search(new PathModel(_ => [9, 0, 0, 0]), Start, sequence, out var score));
        Assert.Equal(-Math.Log(1 + 3 * Math.Exp(-9)), score, 1e-12);
        Assert.Equal(5, new BeamSearch(2, Vocabulary, 5, End).Search(new PathModel(_ => [float.NegativeInfinity, 0, 0, 9]), Start, sequence, out score));
        Assert.Equal([3, 3, 3, 3, 3], sequence);
        Assert.Equal(-5 * Math.Log(1 + 2 * Math.Exp(-9)) / Math.Pow(5, 0.75), score, 1e-12);
    }

    [Fact]
    public void Tokens_ruled_out_are_never_taken()
    {
        var no = float.NegativeInfinity;
        var sequence = new int[3];
        var model = new PathModel(path => path.Length < 2 ? [no, no, 0, no] : [0, no, no, no]);
        Assert.Equal(2, new BeamSearch(3, Vocabulary, 3, End).Search(model, Start, sequence, out var score));
        Assert.Equal([2, 2], sequence[..2]);
        Assert.Equal(0, score);
        Assert.Throws<InvalidOperationException>(
            () => new BeamSearch(3, Vocabulary, 3, End).Search(new PathModel(_ => [no, no, no, no]), Start, sequence, out _));
        Assert.Throws<InvalidOperationException>(
            () => new BeamSearch(3, Vocabulary, 3, End).Search(new PathModel(_ => [0, float.NaN, 0, 0]), Start, sequence, out _));
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var (search, model, sequence) = (new BeamSearch(3, Vocabulary, 20, End), new CountingModel(), new int[20]);
        Assert.Equal(0, Allocation.Of(() => search.Search(model, Start, sequence, out _)));
    }

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new BeamSearch(0, 4, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("vocabulary", () => new BeamSearch(1, 0, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maximumLength", () => new BeamSearch(1, 4, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("endToken", () => new BeamSearch(1, 4, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>("lengthPower", () => new BeamSearch(1, 4, 3, 0, -1));
        Assert.Throws<ArgumentException>("sequence", () => new BeamSearch(1, 4, 3, 0).Search(new CountingModel(), 1, new int[2], out _));
    }

    private static Func<int[], float[]> RandomLogits(int seed) => path =>
    {
        var random = new Random(path.Aggregate(seed, (hash, token) => hash * 31 + token + 7));
        return [.. Enumerable.Range(0, Vocabulary).Select(_ => 3 * random.NextSingle())];
    };

    /// <summary>Tries every sequence.</summary>
    private static (int[] Sequence, double Score) Best(Func<int[], float[]> logitsOf, int maximumLength, double lengthPower)
    {
        var (best, bestScore) = (Array.Empty<int>(), double.NegativeInfinity);
        Try([], 0);
        return (best, bestScore);

        void Try(int[] path, double logProbability)
        {
            var logits = logitsOf(path);
            var total = Math.Log(logits.Sum(logit => Math.Exp(logit)));
            for (var token = 0; token < Vocabulary; token++)
            {
                var next = logProbability + logits[token] - total;
                var score = next / Math.Pow(path.Length + 1, lengthPower);
                int[] longer = token == End ? path : [.. path, token];
                if ((token == End || longer.Length == maximumLength) && score > bestScore)
                    (best, bestScore) = (longer, score);
                if (token != End && longer.Length < maximumLength)
                    Try(longer, next);
            }
        }
    }

    /// <summary>Logits that depend on the whole sequence, which it carries as its state; good for one search.</summary>
    private sealed class PathModel(Func<int[], float[]> logitsOf) : IBeamModel
    {
        private int[][]? _paths;

        public void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits)
        {
            var paths = new int[parents.Length][];
            for (var beam = 0; beam < parents.Length; beam++)
            {
                paths[beam] = _paths is null ? [] : [.. _paths[parents[beam]], tokens[beam]];
                Assert.True(_paths is not null || (parents[beam], tokens[beam]) == (0, Start));
                logitsOf(paths[beam]).CopyTo(logits[(beam * Vocabulary)..]);
            }

            _paths = paths;
        }
    }

    /// <summary>A model without a state.</summary>
    private sealed class CountingModel : IBeamModel
    {
        public void Step(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens, Span<float> logits)
        {
            for (var i = 0; i < logits.Length; i++)
                logits[i] = tokens[i / Vocabulary] + i % Vocabulary;
        }
    }
}
