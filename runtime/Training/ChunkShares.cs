namespace StaticNets;

/// <summary>
/// Which chunks of a batch each process of a group computes, and how their sums come together. A process has neighbouring chunks and adds up what of the
/// one tree over all chunks lies within them; the whole subtrees that are then left, few for each process, travel as one sum each, and are added up by the
/// rest of the tree. So every addition is that of a single process.
/// </summary>
/// <param name="rank">The process.</param>
/// <param name="size">The number of processes.</param>
/// <param name="capacity">The most chunks that a batch will have.</param>
internal sealed class ChunkShares(int rank, int size, int capacity)
{
    private readonly int[] _places = new int[capacity];
    private readonly int[] _ownSums = new int[capacity];
    private readonly Pair[] _pairs = new Pair[capacity];
    private int _ownCount;
    private int _pairCount;

    /// <summary>The number of processes.</summary>
    public int Size => size;

    /// <summary>The chunks of the batch.</summary>
    public int Chunks { get; private set; }

    /// <summary>The first chunk of this process.</summary>
    public int First { get; private set; }

    /// <summary>The chunk behind the last one of this process.</summary>
    public int End { get; private set; }

    /// <summary>The chunks of this process.</summary>
    public int Count => End - First;

    /// <summary>The most chunks that one process has.</summary>
    public int MostChunks => (Chunks + size - 1) / size;

    /// <summary>The most sums that one process sends.</summary>
    public int MostSums { get; private set; }

    /// <summary>The sums of this process, each by its first chunk.</summary>
    public ReadOnlySpan<int> OwnSums => _ownSums.AsSpan(0, _ownCount);

    /// <summary>
    /// The additions that are left once all processes' sums are there, in their order; the n-th sum of process p has the place
    /// p * <see cref="MostSums"/> + n. The total is in place 0 then.
    /// </summary>
    public ReadOnlySpan<Pair> Additions => _pairs.AsSpan(0, _pairCount);

    /// <summary>Shares out a batch.</summary>
    public void Begin(int chunks)
    {
        if (chunks == Chunks)
            return;
        Chunks = chunks;
        (First, End) = RangeOf(rank);
        _ownCount = 0;
        MostSums = 0;
        for (var process = 0; process < size; process++)
            MostSums = Math.Max(MostSums, PlaceSums(process, places: 0));
        Array.Fill(_places, -1);
        for (var process = 0; process < size; process++)
            PlaceSums(process, MostSums);
        for (var (chunk, end) = (First, End); chunk < end; chunk = EndOfSum(chunk, end))
            _ownSums[_ownCount++] = chunk;
        _pairCount = 0;
        for (var span = 1; span < chunks; span *= 2)
        {
            for (var left = 0; left + span < chunks; left += 2 * span)
            {
                // Where the right one has no place, it is within a sum already.
                if (_places[left + span] >= 0)
                    _pairs[_pairCount++] = new Pair(_places[left], _places[left + span]);
            }
        }
    }

    /// <summary>The chunks of a process: the first process has the first chunk.</summary>
    public (int First, int End) RangeOf(int process) => (FirstOf(process), FirstOf(process + 1));

    /// <summary>The examples of a batch that this process computes.</summary>
    /// <param name="count">The examples of the batch.</param>
    public (int First, int Count) ExamplesOf(int count) => ExamplesOf(rank, count);

    /// <summary>The examples of a batch that a process computes.</summary>
    /// <param name="process">The process.</param>
    /// <param name="count">The examples of the batch.</param>
    public (int First, int Count) ExamplesOf(int process, int count)
    {
        var (first, end) = RangeOf(process);
        if (first == end)
            return (0, 0);
        var start = CompilerServices.Chunks.RangeOf(count, Chunks, first).First;
        var last = CompilerServices.Chunks.RangeOf(count, Chunks, end - 1);
        return (start, last.First + last.Count - start);
    }

    /// <summary>Whether the subtree over some chunks, of which those beyond the batch do not exist, is all of this process.</summary>
    public bool Has(int first, int count) => first >= First && Math.Min(first + count, Chunks) <= End;

    private int FirstOf(int process) => (int)(((long)Chunks * process + size - 1) / size);

    /// <summary>Counts a process's sums and gives each its place.</summary>
    private int PlaceSums(int process, int places)
    {
        var (chunk, end) = RangeOf(process);
        var count = 0;
        for (; chunk < end; count++)
        {
            if (places > 0)
                _places[chunk] = process * places + count;
            chunk = EndOfSum(chunk, end);
        }

        return count;
    }

    /// <summary>The chunk behind the largest subtree that begins at a chunk and does not go beyond another.</summary>
    private int EndOfSum(int chunk, int end)
    {
        var span = 1;
        while (chunk % (2 * span) == 0 && span < Chunks && Math.Min(chunk + 2 * span, Chunks) <= end)
            span *= 2;
        return Math.Min(chunk + span, Chunks);
    }

    /// <summary>An addition: the right sum to the left one.</summary>
    internal readonly record struct Pair(int Left, int Right);
}
