namespace StaticNets.Benchmarks.Contenders;

/// <summary>How a batch is shared out among threads: in whole blocks of examples, which fill the vectors' lanes.</summary>
internal static class Shares
{
    private const int Block = 16;

    /// <summary>How many shares there are: no more than blocks.</summary>
    public static int CountOf(int examples, int threads) => Math.Min(threads, (examples + Block - 1) / Block);

    /// <summary>The examples of one share.</summary>
    public static (int First, int Count) RangeOf(int examples, int share, int shares)
    {
        int blocks = (examples + Block - 1) / Block;
        int first = blocks * share / shares * Block;
        int end = Math.Min(examples, blocks * (share + 1) / shares * Block);
        return (first, end - first);
    }
}
