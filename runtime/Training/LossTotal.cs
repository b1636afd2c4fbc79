using System.Collections.Immutable;

namespace StaticNets;

/// <summary>What a loss has come to over some examples.</summary>
internal struct LossTotal
{
    /// <summary>The sum over all that counts.</summary>
    public double Sum;

    /// <summary>What <see cref="Mean"/> divides by.</summary>
    public double Count;

    /// <summary>Right predictions.</summary>
    public Tally Score;

    /// <summary>The mean; NaN where nothing was counted.</summary>
    public readonly double Mean => Sum / Count;

    public void Add(in LossTotal other)
    {
        Sum += other.Sum;
        Count += other.Count;
        Score.Add(in other.Score);
    }

    /// <summary>The weighted sum of the means. One over nothing is left out, unless all are: then it is NaN.</summary>
    public static double WeightedMean(ImmutableArray<LossInfo> losses, ReadOnlySpan<LossTotal> totals)
    {
        var (sum, counts) = (0.0, false);
        for (var i = 0; i < losses.Length; i++)
        {
            if (totals[i].Count == 0)
                continue;
            sum += losses[i].Weight * totals[i].Mean;
            counts = true;
        }

        return counts ? sum : double.NaN;
    }

    /// <summary>The right predictions of the first loss over classes that has any; of the first loss where none has.</summary>
    public static Tally ScoreOf(ReadOnlySpan<LossTotal> totals)
    {
        foreach (ref readonly var total in totals)
        {
            if (total.Score.Count > 0)
                return total.Score;
        }

        return default;
    }
}
