using StaticNets.Data.Text;
using Xunit;

namespace StaticNets.Tests.Data.Text;

public sealed class VocabularyTests
{
    [Fact]
    public void Letters_and_spaces_are_what_remains_of_a_text()
    {
        Assert.Equal("the time machine by h g wells", TextFile.LettersAndSpaces("  The Time Machine,\nby H. G. Wells [1898]\n"));
        Assert.Equal("", TextFile.LettersAndSpaces(" 1898\n"));
        Assert.Equal("na ve", TextFile.LettersAndSpaces("naïve"));
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text"), "A b\n");
        Assert.Equal("A b\n", TextFile.Read(folder.File("text")));
        Assert.Equal("a b", TextFile.Read(folder.File("text"), normalize: true));
    }

    [Fact]
    public void The_vocabulary_of_letters_has_28_tokens_whatever_the_text()
    {
        Assert.Equal((28, 28), (Vocabulary.Letters.Count, Vocabulary.Letters.Capacity));
        Assert.Equal([2, 27, 1, 3, 0], Vocabulary.Letters.Encode("az b!"));
        Assert.Equal("az b<unk>", Vocabulary.Letters.Decode([2, 27, 1, 3, 0]));
    }

    [Fact]
    public void Tokens_come_by_falling_frequency_and_then_by_first_occurrence()
    {
        var words = Vocabulary.Build(["the cat saw the  dog", "a cat\tand the end\n"], TokenUnit.Word);
        Assert.Equal(["<unk>", "the", "cat", "saw", "dog", "a", "and", "end"], words.Tokens);
        Assert.Equal([1, 0, 2], words.Encode("the bird cat"));
        Assert.Equal("the <unk> cat", words.Decode([1, 0, 2]));
        var characters = Vocabulary.Build(["b\U0001F600ab\n"], TokenUnit.Character);
        Assert.Equal(["<unk>", "b", "\U0001F600", "a", "\n"], characters.Tokens);
        Assert.Equal([3, 2], characters.Encode("a\U0001F600"));
    }

    [Fact]
    public void Reserved_tokens_follow_unknown_and_are_not_counted_twice()
    {
        var words = Vocabulary.Build(["a <eos> b <eos> b <unk>"], TokenUnit.Word, reserved: ["<pad>", "<eos>"]);
        Assert.Equal(["<unk>", "<pad>", "<eos>", "b", "a"], words.Tokens);
        Refused("reserved has 'x' twice.", "x", "x");
        Refused("reserved has <unk>, which every vocabulary has by itself, as token 0.", "<unk>");
        Refused("reserved has null as number 2, but texts are needed.", "x", null!);

        static void Refused(string message, params string[] reserved) => Assert.StartsWith(
            message, Assert.Throws<ArgumentException>("reserved", () => Vocabulary.Build([""], TokenUnit.Word, reserved: reserved)).Message);
    }

    [Fact]
    public void A_unit_that_does_not_exist_is_refused() => Assert.Contains(
        "unit is 5, but a token is a Character or a Word.",
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => Vocabulary.Build(["a"], (TokenUnit)5)).Message);

    [Fact]
    public void Rare_tokens_and_those_beyond_the_capacity_are_unknown()
    {
        string[] text = ["c a a a b b c d"];
        Assert.Equal(["<unk>", "a", "c", "b"], Vocabulary.Build(text, TokenUnit.Word, minimumFrequency: 2).Tokens);
        var small = Vocabulary.Build(text, TokenUnit.Word, capacity: 3);
        Assert.Equal(["<unk>", "a", "c"], small.Tokens);
        Assert.Equal([2, 0, 1], small.Encode("c b a"));
        var roomy = Vocabulary.Build(text, TokenUnit.Word, capacity: 100);
        Assert.Equal((5, 100), (roomy.Count, roomy.Capacity));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => Vocabulary.Build(text, TokenUnit.Word, capacity: 1, reserved: ["<pad>"]));
    }

    [Fact]
    public void A_token_that_is_not_there_cannot_be_decoded() =>
        Assert.Contains(
            "28, but the vocabulary has 0 to 27", Assert.Throws<ArgumentOutOfRangeException>("tokens", () => Vocabulary.Letters.Decode([28])).Message);

    [Fact]
    public void Looking_a_token_up_allocates_nothing() =>
        Assert.Equal(0, Allocation.Of(() => Assert.True(Vocabulary.Letters["xyz".AsSpan(1, 1)] > 0)));

    [Fact]
    public void A_saved_vocabulary_comes_back_whatever_its_tokens()
    {
        using var folder = new TemporaryFolder();
        var saved = Vocabulary.Build(["a\n\r\\\\ \u0085\U0001F600\uD800é"], TokenUnit.Character, capacity: 40);
        saved.Save(folder.File("vocabulary"));
        var loaded = Vocabulary.Load(folder.File("vocabulary"));
        Assert.Equal(saved.Tokens, loaded.Tokens);
        Assert.Equal((TokenUnit.Character, 40), (loaded.Unit, loaded.Capacity));
        Assert.Equal(saved.Encode("\uD800a"), loaded.Encode("\uD800a"));
        Vocabulary.Build(["a b"], TokenUnit.Word).Save(folder.File("vocabulary"));
        Assert.Equal(TokenUnit.Word, Vocabulary.Load(folder.File("vocabulary")).Unit);
    }

    [Theory]
    [InlineData("", "is not a vocabulary")]
    [InlineData("StaticNets vocabulary 2 Word 9\n<unk>\n", "is not a vocabulary")]
    [InlineData("StaticNets vocabulary 1 Sentence 9\n<unk>\n", "line 1")]
    [InlineData("StaticNets vocabulary 1 7 9\n<unk>\n", "line 1")]
    [InlineData("StaticNets vocabulary 1 Word -9\n<unk>\n", "line 1")]
    [InlineData("StaticNets vocabulary 1 Word 9\n", "the first token is not <unk>")]
    [InlineData("StaticNets vocabulary 1 Word 9\na\n", "the first token is not <unk>")]
    [InlineData("StaticNets vocabulary 1 Word 9\n<unk>\na", "line 3: the last line has no end")]
    [InlineData("StaticNets vocabulary 1 Word 9\n<unk>\na\na\n", "line 4: the token was there before")]
    [InlineData("StaticNets vocabulary 1 Word 9\n<unk>\n\\n\n", "line 3: a backslash")]
    [InlineData("StaticNets vocabulary 1 Word 9\n<unk>\n\\u12\n", "line 3: a backslash")]
    [InlineData("StaticNets vocabulary 1 Word 2\n<unk>\na\nb\n", "3 tokens for a capacity of 2")]
    public void A_damaged_file_is_refused_with_its_line(string contents, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("vocabulary"), contents);
        var thrown = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(folder.File("vocabulary")));
        Assert.Contains(message, thrown.Message);
        Assert.Contains(folder.File("vocabulary"), thrown.Message);
    }
}
