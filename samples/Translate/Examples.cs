using StaticNets.Data;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// Pairs as the networks take them: the source and its end; the target behind the token that begins it; and, as labels, the target and its end.
/// </summary>
/// <param name="Dataset">The examples.</param>
/// <param name="TargetTokens">The tokens that are predicted, ends counted.</param>
internal sealed record Examples(Dataset Dataset, long TargetTokens)
{
    /// <summary>The mean number of tokens that an example predicts.</summary>
    public double TokensPerExample => (double)TargetTokens / Dataset.Count;

    /// <summary>Makes examples.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="corpus">What has the vocabularies.</param>
    /// <param name="sourceLength">The most tokens of a source with its end.</param>
    /// <param name="targetLength">The most tokens of a target with its end.</param>
    /// <exception cref="InvalidDataException">A text is too long.</exception>
    public static Examples Of(IReadOnlyList<Pair> pairs, Corpus corpus, int sourceLength, int targetLength)
    {
        var (sources, lengths) = (Padded(pairs.Count * sourceLength), new int[pairs.Count]);
        var (targets, labels) = (Padded(pairs.Count * targetLength), Padded(pairs.Count * targetLength));
        var targetTokens = 0L;
        for (var i = 0; i < pairs.Count; i++)
        {
            var source = Ended(corpus.SourceVocabulary.Encode(pairs[i].Source), sourceLength, pairs[i].Source);
            var target = Ended(corpus.TargetVocabulary.Encode(pairs[i].Target), targetLength, pairs[i].Target);
            source.CopyTo(sources, i * sourceLength);
            lengths[i] = source.Length;
            targets[i * targetLength] = SpecialTokens.Begin;
            target.AsSpan(..^1).CopyTo(targets.AsSpan(i * targetLength + 1));
            target.CopyTo(labels, i * targetLength);
            targetTokens += target.Length;
        }

        var dataset = new Dataset(
            [new DatasetInput(Column.OfIndices(sources, sourceLength), Column.OfIndices(lengths)), Column.OfIndices(targets, targetLength)],
            Column.OfIndices(labels, targetLength));
        return new Examples(dataset, targetTokens);
    }

    private static int[] Padded(int count)
    {
        var tokens = new int[count];
        tokens.AsSpan().Fill(SpecialTokens.Padding);
        return tokens;
    }

    private static int[] Ended(int[] tokens, int length, string text) => tokens.Length < length
        ? [.. tokens, SpecialTokens.End]
        : throw new InvalidDataException($"'{text}' has {tokens.Length} tokens, but there is room for {length - 1}.");
}
