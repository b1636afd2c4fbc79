using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class PairFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["pairs.txt"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Va !", "va !")]
    [InlineData("\tÇa va?  Oui, merci.", "ça va ? oui , merci .")]
    [InlineData("C'est l'arc-en-ciel…", "c'est l'arc-en-ciel …")]
    [InlineData("\"Stop\"!!", "\" stop \" ! !")]
    [InlineData("\u202f\u00a0 ", "")]
    public void Words_and_marks_stand_apart_in_lower_case(string sentence, string expected)
    {
        Assert.Equal(expected, Words.Separate(sentence));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, Words.Count(expected));
    }

    [Fact]
    public void Lines_are_pairs_and_what_a_second_tab_begins_is_left_out()
    {
        Write("Go.\tVa !\tCC-BY 2.0", "", "  ", "Hi!\tSalut !");
        var file = PairFile.Read(File, longest: 9);
        Assert.Equal([new("go .", "va !"), new("hi !", "salut !")], file.Pairs);
        Assert.Equal(0, file.TooLong);
    }

    [Fact]
    public void Long_sentences_are_left_out_and_counted()
    {
        Write("a b c\ta b c", "a b c d\ta", "a\ta b c d");
        var file = PairFile.Read(File, longest: 3);
        Assert.Equal([new("a b c", "a b c")], file.Pairs);
        Assert.Equal(2, file.TooLong);
    }

    [Theory]
    [InlineData("{0}, line 3: a sentence, a tab and its translation are needed, but there is no tab in 'no pair'.", "a\tb", "", "no pair")]
    [InlineData("{0}, line 1: nothing stands after the tab in 'a'.", "a\t ")]
    [InlineData("{0}, line 2: nothing stands before the tab in 'b'.", "a\tb", "\tb")]
    [InlineData("{0} has no pair to learn: it is empty.")]
    [InlineData("{0} has no pair to learn: all 2 have a sentence of more than 3 words.", "a b c d\ta", "a\ta b c d")]
    public void A_bad_file_is_an_error_that_says_where(string message, params string[] lines)
    {
        Write(lines);
        Assert.Equal(string.Format(message, File), Assert.Throws<InvalidDataException>(() => PairFile.Read(File, longest: 3)).Message);
    }

    [Fact]
    public void A_long_line_is_shown_in_part()
    {
        Write(new string('x', 500));
        Assert.EndsWith($"no tab in '{new string('x', 60)}...'.", Assert.Throws<InvalidDataException>(() => PairFile.Read(File, longest: 3)).Message);
    }

    private void Write(params string[] lines) => System.IO.File.WriteAllLines(File, lines);
}
