using StaticNets.Generation;
using Xunit;

namespace StaticNets.Tests.Sequences;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [1, -1, float.NegativeInfinity, 2, 1, 0.5f];

    public static TheoryData<double, int?> Settings => new() { { 1, null }, { 0.5, null }, { 2, null }, { 1, 2 }, { 1, 3 }, { 3, 4 }, { 1, 6 }, { 1, 100 } };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Tokens_are_drawn_with_their_probabilities(double temperature, int? topK)
    {
        const int draws = 40_000;
        var sampler = new TokenSampler(5, temperature, topK);
        var counts = new int[Logits.Length];
        for (var position = 0; position < draws; position++)
            counts[sampler.Next(Logits, position)]++;

        // Of equal logits the first is kept.
        var kept = Enumerable.Range(0, Logits.Length).OrderByDescending(token => Logits[token]).Take(topK ?? int.MaxValue).ToArray();
        var total = kept.Sum(token => Math.Exp(Logits[token] / temperature));
        for (var token = 0; token < Logits.Length; token++)
        {
            var expected = kept.Contains(token) ? draws * Math.Exp(Logits[token] / temperature) / total : 0;
            Assert.InRange(counts[token], expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void Equal_logits_beyond_the_top_are_never_drawn()
    {
        var sampler = new TokenSampler(1, topK: 3);
        float[] logits = [0, 5, 5, 5, 5, 0];
        var drawn = Enumerable.Range(0, 200).Select(position => sampler.Next(logits, position)).ToHashSet();
        Assert.Equal([1, 2, 3], drawn.Order());
    }

    [Fact]
    public void A_large_top_is_drawn_from_as_well()
    {
        var sampler = new TokenSampler(1, topK: 600);
        float[] logits = [.. Enumerable.Range(0, 2000).Select(token => token * 7919 % 2000 / 1e4f)];
        var least = logits.OrderDescending().ElementAt(599);
        var drawn = Enumerable.Range(0, 20_000).Select(position => sampler.Next(logits, position)).ToHashSet();
        Assert.All(drawn, token => Assert.True(logits[token] >= least));
        Assert.Equal(600, drawn.Count);
    }

    [Fact]
    public void The_most_probable_token_is_taken_at_temperature_0_and_by_the_greedy()
    {
        Assert.Equal(3, TokenSampler.Greedy(Logits));
        Assert.Equal(0, TokenSampler.Greedy([2, 2]));
        for (var position = 0; position < 100; position++)
        {
            Assert.Equal(3, new TokenSampler(1, temperature: 0).Next(Logits, position));
            Assert.Equal(3, new TokenSampler(1, topK: 1).Next(Logits, position));
            Assert.Equal(3, new TokenSampler(1, temperature: 1e-300).Next(Logits, position));
        }
    }

    [Fact]
    public void A_draw_depends_on_seed_sequence_and_position_alone()
    {
        var (sampler, again, other) = (new TokenSampler(5), new TokenSampler(5), new TokenSampler(6));
        var backwards = Enumerable.Range(0, 50).Reverse().Select(position => again.Next(Logits, position)).Reverse();
        var forwards = Draws(sampler, 0);
        Assert.Equal(forwards, backwards);
        Assert.NotEqual(forwards, Draws(other, 0));
        Assert.NotEqual(forwards, Draws(sampler, 1));

        static int[] Draws(TokenSampler sampler, int sequence) => [.. Enumerable.Range(0, 50).Select(position => sampler.Next(Logits, position, sequence))];
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        var logits = new float[2000];
        foreach (var sampler in new[] { new TokenSampler(1), new TokenSampler(1, 0.7, 40), new TokenSampler(1, 0.7, 1000) })
            Assert.Equal(0, Allocation.Of(() => sampler.Next(logits, 3)));
    }

    [Fact]
    public void What_cannot_be_drawn_from_is_named()
    {
        var sampler = new TokenSampler();
        Assert.Throws<ArgumentException>("logits", () => sampler.Next([], 0));
        Assert.Contains("NaN for token 1", Assert.Throws<ArgumentException>("logits", () => sampler.Next([0, float.NaN], 0)).Message);
        Assert.Throws<ArgumentException>("logits", () => sampler.Next([0, float.PositiveInfinity], 0));
        Assert.Throws<ArgumentException>("logits", () => sampler.Next([float.NegativeInfinity], 0));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new TokenSampler(temperature: -1));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new TokenSampler(temperature: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("topK", () => new TokenSampler(topK: 0));
    }
}
