using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// Adds up the gradients of a batch's chunks in the order of <see cref="Chunks.Backward"/>, on any number of threads: a binary tree over the
/// chunks, where whoever completes the second of two siblings adds the right one to the left one. One thread that takes the chunks in order thus needs as
/// few buffers as the tree is deep, and adds what its caches still hold. The last sum, at the root, is left to the
/// caller, who cuts it into ranges.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
internal sealed class GradientTree<T>
    where T : class, INetwork<T>
{
    private readonly Lock _lock = new();
    private readonly int _capacity;
    private readonly List<ParameterSet> _owned;
    private readonly Stack<ParameterSet> _free;
    private readonly ParameterSet?[] _sums;
    private readonly int[] _arrivals;
    private int _chunks;

    /// <summary>Makes the buffers.</summary>
    /// <param name="chunks">The most chunks that a batch will have.</param>
    /// <param name="threads">The threads that will take them.</param>
    public GradientTree(int chunks, int threads)
    {
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

    /// <summary>The first chunk's buffer, to which everything is added.</summary>
    public ParameterSet Total { get; }

    /// <summary>What is still to be added to <see cref="Total"/> once all chunks are in; null if nothing is.</summary>
    public ParameterSet? Rest => _chunks > 1 ? _sums[RootSpan(_chunks)] : null;

    /// <summary>Starts a batch. What a failed one left behind is forgotten.</summary>
    public void Begin(int chunks)
    {
        _chunks = chunks;
        Array.Clear(_sums);
        Array.Clear(_arrivals);
        _free.Clear();
        foreach (var buffer in _owned)
            _free.Push(buffer);
    }

    /// <summary>A buffer for one chunk's gradient.</summary>
    public ParameterSet Rent(int chunk)
    {
        if (chunk == 0)
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
        var root = RootSpan(_chunks);
        var start = chunk;
        for (var (span, level) = (1, 0); span < root; span *= 2, level++)
        {
            var sibling = start ^ span;
            if (sibling >= _chunks)
                continue;
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
