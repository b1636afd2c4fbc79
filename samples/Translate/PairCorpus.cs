using StaticNets.Data.Text;
using StaticNets.Generation;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Pairs of sentences of a file, of which the translations of those learned are scored by BLEU.</summary>
internal sealed class PairCorpus : Corpus
{
    private readonly string _path;
    private readonly int _tooLong;

    /// <summary>Reads pairs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">Trained weights, whose vocabularies are beside them; null collects the words of the file.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message says where.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public PairCorpus(string path, string? weights)
    {
        // The token that ends a sentence takes a place, too.
        var file = PairFile.Read(path, WordSizes.Length - 1);
        (_path, _tooLong, Training) = (path, file.TooLong, file.Pairs);
        SourceVocabulary = weights is null ? Collect(pair => pair.Source) : Load(VocabularyFiles.SourceOf(weights));
        TargetVocabulary = weights is null ? Collect(pair => pair.Target) : Load(VocabularyFiles.TargetOf(weights));
    }

    public override string Description
        => $"{Training.Count} pairs from {_path}{(_tooLong > 0 ? $" ({_tooLong} longer than {WordSizes.Length - 1} words left out)" : "")}; "
            + $"{Known(SourceVocabulary)} and {Known(TargetVocabulary)} words, {Unknown(SourceVocabulary, pair => pair.Source):0.0 %} and "
            + $"{Unknown(TargetVocabulary, pair => pair.Target):0.0 %} of the texts unknown";

    public override Vocabulary SourceVocabulary { get; }

    public override Vocabulary TargetVocabulary { get; }

    public override IReadOnlyList<Pair> Training { get; }

    public override IReadOnlyList<Pair> HeldOut => [];

    public override string ScoreName => "bleu";

    public override string Normalize(string text) => Words.Separate(text);

    public override double Score(string translation, string right) => Bleu.Score(translation, right);

    public override void Save(string weights)
    {
        SourceVocabulary.Save(VocabularyFiles.SourceOf(weights));
        TargetVocabulary.Save(VocabularyFiles.TargetOf(weights));
    }

    private Vocabulary Collect(Func<Pair, string> side) =>
        Vocabulary.Build(Training.Select(side), TokenUnit.Word, WordSizes.Vocabulary, reserved: SpecialTokens.Texts);

    /// <exception cref="InvalidDataException">It is not a vocabulary of words for these networks.</exception>
    private static Vocabulary Load(string path)
    {
        var vocabulary = Vocabulary.Load(path);
        var hasSpecialTokens = vocabulary.Tokens.Skip(1).Take(SpecialTokens.Texts.Count).SequenceEqual(SpecialTokens.Texts);
        return vocabulary is { Unit: TokenUnit.Word, Capacity: WordSizes.Vocabulary } && hasSpecialTokens
            ? vocabulary
            : throw new InvalidDataException(
                $"{path} is a vocabulary of {vocabulary.Capacity} {vocabulary.Unit} tokens, but one of {WordSizes.Vocabulary} words that begin with "
                    + $"{string.Join(", ", SpecialTokens.Texts)} is needed.");
    }

    /// <summary>The words of a vocabulary, without the special tokens and the unknown one.</summary>
    private static int Known(Vocabulary vocabulary) => vocabulary.Count - SpecialTokens.Texts.Count - 1;

    private double Unknown(Vocabulary vocabulary, Func<Pair, string> side)
    {
        int[] tokens = [.. Training.SelectMany(pair => vocabulary.Encode(side(pair)))];
        return (double)tokens.Count(token => token == Vocabulary.Unknown) / tokens.Length;
    }
}
