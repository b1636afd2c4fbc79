namespace StaticNets;

/// <summary>
/// The order of the examples in an epoch: the Fisher-Yates shuffle (Durstenfeld 1964) of 0..count-1, driven by SplitMix64 (Steele et al. 2014)
/// from the seed and the epoch. It is a function of these alone, so a resumed training needs no generator's state to find its place.
/// </summary>
internal static class Shuffle
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The order of an epoch: shuffled, or that of the data.</summary>
    public static void FillOrder(Span<int> order, bool shuffled, ulong seed, long epoch)
    {
        if (shuffled)
        {
            Fill(order, seed, epoch);
            return;
        }

        for (var i = 0; i < order.Length; i++)
            order[i] = i;
    }

    public static void Fill(Span<int> order, ulong seed, long epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;

        // Mixed twice, so that neighbouring seeds and epochs have nothing in common.
        var state = Mix(Mix(seed + Golden) ^ (ulong)epoch * Golden);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)Below((ulong)i + 1, ref state);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>A uniform number below <paramref name="bound"/>, without bias (Lemire 2019).</summary>
    private static ulong Below(ulong bound, ref ulong state)
    {
        while (true)
        {
            var high = Math.BigMul(Next(ref state), bound, out var low);
            if (low >= bound || low >= (0 - bound) % bound)
                return high;
        }
    }

    private static ulong Next(ref ulong state) => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
