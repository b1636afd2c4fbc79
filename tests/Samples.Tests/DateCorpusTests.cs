using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StaticNets.Data.Text;
using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class DateCorpusTests
{
    private readonly DateCorpus _corpus = new();

    [Fact]
    public void The_dates_are_the_same_everywhere()
    {
        Assert.Equal((10_000, 1_000), (_corpus.Training.Count, _corpus.HeldOut.Count));
        Assert.Equal(
            [new("le 11 septembre 2032", "2032-09-11"), new("1 september 2039", "2039-09-01"), new("apr 6, 2061", "2061-04-06"), new(
                "24. oktober 2003", "2003-10-24")],
            _corpus.HeldOut.Take(4));
        var all = string.Concat(_corpus.HeldOut.Concat(_corpus.Training).Select(pair => $"{pair.Source}\t{pair.Target}\n"));
        Assert.StartsWith("8EAF5A70591670AC", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
    }

    [Fact]
    public void No_text_means_two_dates()
    {
        var meanings = new Dictionary<string, string>();
        foreach (var pair in EveryDay(2024, years: 3))
        {
            meanings.TryAdd(pair.Source, pair.Target);
            Assert.True(meanings[pair.Source] == pair.Target, $"'{pair.Source}' means {meanings[pair.Source]} and {pair.Target}.");
        }
    }

    [Fact]
    public void Every_way_of_writing_a_date_fits_the_networks_and_has_known_characters_only()
    {
        var longest = 0;
        foreach (var pair in EveryDay(2024, years: 1))
        {
            var tokens = _corpus.SourceVocabulary.Encode(pair.Source);
            Assert.True(!tokens.Contains(Vocabulary.Unknown), pair.Source);
            longest = Math.Max(longest, tokens.Length);
            Assert.DoesNotContain(Vocabulary.Unknown, _corpus.TargetVocabulary.Encode(pair.Target));
            Assert.Equal(DateSizes.TargetLength - 1, pair.Target.Length);
        }

        Assert.Equal(DateSizes.SourceLength - 1, longest);
        Assert.Equal(DateSizes.TargetVocabulary, _corpus.TargetVocabulary.Count);
    }

    [Fact]
    public void No_date_that_is_held_out_is_learned()
    {
        var learned = _corpus.Training.Select(pair => pair.Target).ToHashSet();
        Assert.Equal(10_000, learned.Count);
        Assert.DoesNotContain(_corpus.HeldOut, pair => learned.Contains(pair.Target));
    }

    [Theory]
    [InlineData("English", "thursday, february 29, 2024", "dddd, MMMM d, yyyy")]
    [InlineData("German", "donnerstag, 29. februar 2024", "dddd, d. MMMM yyyy")]
    [InlineData("French", "29 févr. 2024", "d MMM yyyy")]
    [InlineData("Spanish", "jueves, 29 de febrero de 2024", "dddd, d 'de' MMMM 'de' yyyy")]
    [InlineData("Dutch", "29-2-2024", "d-M-yyyy")]
    [InlineData("Japanese", "2024年2月29日", "yyyy年M月d日")]
    public void A_language_writes_as_it_does(string name, string expected, string format)
    {
        var language = DateLanguages.All.Single(language => language.Name == name);
        Assert.Contains(format, language.Formats);
        Assert.Equal(expected, language.Write(new DateOnly(2024, 2, 29), format));
    }

    [Fact]
    public void The_threads_culture_changes_nothing()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.DateTimeFormat.DateSeparator = "~";
            other.DateTimeFormat.MonthNames = [.. Enumerable.Range(1, 13).Select(month => $"month {month}")];
            CultureInfo.CurrentCulture = other;
            Assert.Equal(_corpus.Training, new DateCorpus().Training);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_one_types_is_brought_into_the_form_of_the_sources() => Assert.Equal("4. märz 2024", _corpus.Normalize("  4.  MÄRZ\t2024 "));

    private static IEnumerable<Pair> EveryDay(int year, int years)
    {
        var ways = DateLanguages.All.SelectMany(language => language.Formats.Select(format => (language, format))).ToArray();
        for (var day = new DateOnly(year, 1, 1); day < new DateOnly(year + years, 1, 1); day = day.AddDays(1))
        {
            foreach (var way in ways)
                yield return DateCorpus.Write(day, way);
        }
    }
}
