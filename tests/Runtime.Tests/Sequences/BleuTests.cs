using StaticNets.Generation;
using Xunit;

namespace StaticNets.Tests.Sequences;

public sealed class BleuTests
{
    [Theory]
    [InlineData("he is calm .", "he is calm .", 2, 1.0)]
    [InlineData("he is calm .", "he is calm .", 9, 1.0)]
    // One of four words is wrong, and with it two of three pairs: (3/4)^(1/2) (1/3)^(1/4).
    [InlineData("he is here .", "he is calm .", 2, 0.6580370064762462)]
    // A word too many: (4/5)^(1/2) (1/2)^(1/4); a longer prediction has no other penalty.
    [InlineData("i know him it .", "i know it .", 2, 0.7521206186172786)]
    // Too short: exp(1 - 4/2).
    [InlineData("go home", "go home right now", 2, 0.36787944117144233)]
    // The book's: exp(1 - 6/5) (4/5)^(1/2) (3/4)^(1/4), and with triples (1/3)^(1/8).
    [InlineData("A B B C D", "A B C D E F", 2, 0.6814773296495302)]
    [InlineData("A B B C D", "A B C D E F", 3, 0.5940339360503315)]
    [InlineData("A B B C D", "A B C D E F", 4, 0.0)]
    // A word of the label counts once, however often it is predicted.
    [InlineData("the the the the", "the cat", 1, 0.5)]
    [InlineData("she", "he", 2, 0.0)]
    // Pairs do not count where there is one word.
    [InlineData("go", "go", 2, 1.0)]
    [InlineData("", "go", 2, 0.0)]
    public void Scores_are_those_computed_by_hand(string prediction, string label, int longest, double expected) =>
        Assert.Equal(expected, Bleu.Score(prediction, label, longest), 1e-14);

    [Fact]
    public void Tokens_score_as_words_and_allocate_nothing()
    {
        int[] prediction = [1, 2, 2, 3, 4], label = [1, 2, 3, 4, 5, 6];
        Assert.Equal(Bleu.Score("A B B C D", "A B C D E F"), Bleu.Score<int>(prediction, label));
        Assert.Equal(0, Allocation.Of(() => Bleu.Score<int>(prediction, label)));
        Assert.Equal(1, Bleu.Score<int>(Enumerable.Range(0, 2000).ToArray(), Enumerable.Range(0, 2000).ToArray()));
    }

    [Fact]
    public void An_n_gram_has_a_token() => Assert.Throws<ArgumentOutOfRangeException>("longest", () => Bleu.Score("a", "a", 0));
}
