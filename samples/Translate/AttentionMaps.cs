using StaticNets.Data.Text;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>What a network attended to, with the tokens' texts.</summary>
internal static class AttentionMaps
{
    /// <summary>The map of a translation; null if the network does not attend.</summary>
    public static AttentionMap? Of<T>(Translator<T> translator, Translation translation, Corpus corpus)
        where T : class, ISteppedNetwork<T>
    {
        if (translator.Attention(translation) is not { } weights)
            return null;
        IEnumerable<int> target = [.. translation.Target, SpecialTokens.End];
        return new AttentionMap(
            T.Info.Exposed[^1].Layer,
            Texts(translation.Source, corpus.SourceVocabulary),
            Texts(target.Take(weights.Length), corpus.TargetVocabulary),
            weights);
    }

    private static IReadOnlyList<string> Texts(IEnumerable<int> tokens, Vocabulary vocabulary) => [.. tokens.Select(token => vocabulary.Tokens[token])];
}
