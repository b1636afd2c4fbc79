namespace StaticNets.Generation;

/// <summary>
/// How near a predicted sequence is to the right one: BLEU (Papineni et al. 2002) for single sequences, as
/// <c>exp(min(0, 1 - label/prediction)) * product of p_n^(1/2^n)</c>, where the first factor has the two lengths and p_n is the share of the prediction's
/// n-grams that are in the label, each of the label's used once. 1 is a perfect match.
/// </summary>
public static class Bleu
{
    /// <summary>Scores a sequence of tokens.</summary>
    /// <param name="prediction">The predicted tokens, without markers of beginning and end.</param>
    /// <param name="label">The right tokens.</param>
    /// <param name="longest">The n-grams that count have up to this many tokens. Default: 2.</param>
    /// <returns>From 0 to 1; 0 for an empty prediction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="longest"/> is below 1.</exception>
    public static double Score<TToken>(ReadOnlySpan<TToken> prediction, ReadOnlySpan<TToken> label, int longest = 2)
        where TToken : IEquatable<TToken>
    {
        if (longest < 1)
            throw new ArgumentOutOfRangeException(nameof(longest), longest, $"longest is {longest}, but n-grams have at least 1 token.");
        if (prediction.IsEmpty)
            return 0;
        var score = Math.Exp(Math.Min(0, 1 - (double)label.Length / prediction.Length));
        for (var n = 1; n <= Math.Min(longest, prediction.Length); n++)
            score *= Math.Pow((double)Matches(prediction, label, n) / (prediction.Length - n + 1), Math.Pow(0.5, n));
        return score;
    }

    /// <summary>Scores a text, whose tokens are what stands between spaces.</summary>
    /// <param name="prediction">The predicted text.</param>
    /// <param name="label">The right text.</param>
    /// <param name="longest">The n-grams that count have up to this many tokens. Default: 2.</param>
    /// <returns>From 0 to 1; 0 for an empty prediction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="longest"/> is below 1.</exception>
    public static double Score(string prediction, string label, int longest = 2)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(label);
        return Score<string>(
            prediction.Split(' ', StringSplitOptions.RemoveEmptyEntries), label.Split(' ', StringSplitOptions.RemoveEmptyEntries), longest);
    }

    /// <summary>The prediction's n-grams that find an equal one in the label which no earlier one has taken.</summary>
    private static int Matches<TToken>(ReadOnlySpan<TToken> prediction, ReadOnlySpan<TToken> label, int n)
        where TToken : IEquatable<TToken>
    {
        const int mostOnStack = 512;
        var positions = Math.Max(0, label.Length - n + 1);
        var taken = positions <= mostOnStack ? stackalloc bool[positions] : new bool[positions];
        var matches = 0;
        for (var i = 0; i + n <= prediction.Length; i++)
        {
            for (var j = 0; j < positions; j++)
            {
                if (taken[j] || !prediction.Slice(i, n).SequenceEqual(label.Slice(j, n)))
                    continue;
                taken[j] = true;
                matches++;
                break;
            }
        }

        return matches;
    }
}
