using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// Adds up the gradients of a batch's chunks in the order of <see cref="Chunks.Backward"/>, on any number of threads: a binary tree over the
/// chunks, where whoever completes the second of two siblings adds the right one to the left one. One thread that takes the chunks in order thus needs as
/// few buffers as the tree is deep, and adds what its caches still hold. The last sum, at the root, is left to the
/// caller, who cuts it into ranges. Of a batch that several processes share it adds up what lies within this one's chunks.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class GradientTree<T> : IGradientSums
    where T : class, INetwork<T>
{
    private readonly Lock _lock = new();
    private readonly int _capacity;
    private readonly List<ParameterSet> _owned;
    private readonly Stack<ParameterSet> _free;
    private readonly ParameterSet?[] _sums;
    private readonly int[] _arrivals;
    private readonly ChunkShares _shares;

    /// <summary>Makes the buffers.</summary>
    /// <param name="chunks">The most chunks that a batch will have.</param>
    /// <param name="threads">The threads that will take them.</param>
    /// <param name="shares">Which of a batch's chunks are this process's.</param>
    public GradientTree(int chunks, int threads, ChunkShares shares)
    {
        _shares = shares;
        _capacity = chunks;
        var depth = int.Log2(chunks) + (int.IsPow2(chunks) ? 0 : 1);
        _sums = new ParameterSet?[chunks];
        _arrivals = new int[depth * chunks];
        Total = T.NewGradients();

        // Every thread holds one buffer and has at most one finished sibling per level of the tree waiting for it.
        var buffers = (int)Math.Min(chunks, (long)threads * (1 + depth)) - 1;
        _owned = new List<ParameterSet>(chunks);
        _free = new Stack<ParameterSet>(chunks);
        for (var buffer = 0; buffer < buffers; buffer++)
            _owned.Add(T.NewGradients());
    }

    /// <summary>The buffer of this process's first chunk, to which everything is added.</summary>
    public ParameterSet Total { get; }

    /// <summary>What is still to be added to <see cref="Total"/> once all chunks are in; null if nothing is.</summary>
    public ParameterSet? Rest => _shares.Chunks > 1 ? _sums[RootSpan(_shares.Chunks)] : null;

    /// <summary>The sum that begins with a chunk: a whole one, or one of those of this process once all its chunks are in.</summary>
    public ParameterSet SumOf(int chunk) => _sums[chunk]!;

    /// <summary>Starts a batch that has been shared out. What a failed one left behind is forgotten.</summary>
    public void Begin()
    {
        Array.Clear(_sums);
        Array.Clear(_arrivals);
        _free.Clear();
        foreach (var buffer in _owned)
            _free.Push(buffer);
    }

    /// <summary>A buffer for one chunk's gradient.</summary>
    public ParameterSet Rent(int chunk)
    {
        if (chunk == _shares.First)
            return Total;
        lock (_lock)
        {
            if (_free.TryPop(out var buffer))
                return buffer;
            buffer = T.NewGradients();
            _owned.Add(buffer);
            return buffer;
        }
    }

    /// <summary>Takes in one chunk's gradient, and adds up what has become complete by it.</summary>
    public void Add(int chunk, ParameterSet gradients)
    {
        _sums[chunk] = gradients;
        var root = RootSpan(_shares.Chunks);
        var start = chunk;
        for (var (span, level) = (1, 0); span < root; span *= 2, level++)
        {
            var sibling = start ^ span;
            if (sibling >= _shares.Chunks)
                continue;
            if (!_shares.Has(sibling, span))
                return;
            var left = start & sibling;
            if (Interlocked.Increment(ref _arrivals[level * _capacity + left]) == 1)
                return;
            var right = _sums[left | span]!;
            Chunks.Add(right, _sums[left]!);
            lock (_lock)
                _free.Push(right);
            start = left;
        }
    }

    /// <summary>The first chunk of the root's right half.</summary>
    private static int RootSpan(int chunks) => chunks == 1 ? 1 : 1 << int.Log2(chunks - 1);
}
