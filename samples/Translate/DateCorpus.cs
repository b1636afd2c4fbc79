using System.Globalization;
using StaticNets.Data.Text;
using StaticNets.Numerics;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// Dates of two centuries as people write them, and in ISO 8601. It is the same on every system and whatever the options. No date held out is among those
/// learned, in whatever way it is written.
/// </summary>
internal sealed class DateCorpus : Corpus
{
    private const int Learned = 10_000;
    private const int Held = 1_000;

    /// <summary>The letters, digits and marks of all languages.</summary>
    private const string Alphabet = " ,-./0123456789abcdefghijklmnopqrstuvwxyzáäçéìûü年月日";

    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2099, 12, 31);

    private static readonly (DateLanguage Language, string Format)[] Ways =
        [.. DateLanguages.All.SelectMany(language => language.Formats.Select(format => (language, format)))];

    public DateCorpus()
    {
        // Ties keep the order of the days: OrderBy is stable.
        var days = Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).OrderBy(day => Draw(day, element: 0)).Take(Held + Learned);
        Pair[] pairs = [.. days.Select(day => Write(First.AddDays(day), Ways[(int)(Draw(day, element: 1) * Ways.Length)]))];
        (HeldOut, Training) = (pairs[..Held], pairs[Held..]);
    }

    public override string Description
        => $"{Training.Count} dates to learn, {HeldOut.Count} others to be tested on; "
            + $"{Ways.Length} ways of writing them in {DateLanguages.All.Count} languages";

    public override Vocabulary SourceVocabulary { get; } = Vocabulary.Build(
        [Alphabet], TokenUnit.Character, DateSizes.SourceVocabulary, reserved: SpecialTokens.Texts);

    public override Vocabulary TargetVocabulary { get; } = Vocabulary.Build(
        ["-0123456789"], TokenUnit.Character, DateSizes.TargetVocabulary, reserved: SpecialTokens.Texts);

    public override IReadOnlyList<Pair> Training { get; }

    public override IReadOnlyList<Pair> HeldOut { get; }

    public override string ScoreName => "exact match";

    public override string Normalize(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public override double Score(string translation, string right) => translation == right ? 1 : 0;

    internal static Pair Write(DateOnly date, (DateLanguage Language, string Format) way) =>
        new(way.Language.Write(date, way.Format), date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A number from 0 to 1 for each day.</summary>
    private static float Draw(int day, uint element) => CounterRandom.Uniform(seed: 1, step: 0, stream: 0, (uint)day, element);
}
