using System.Collections.Immutable;

namespace StaticNets.Generator.Ir;

/// <summary>
/// A program that passes change loop by loop, with an index of who writes and who reads each tensor that is kept up to date,
/// so that no pass has to look through all loops for those of one tensor.
/// </summary>
internal sealed class ProgramIndex
{
    private const long Gap = 1L << 24;

    private readonly LinkedList<Entry> entries = [];
    private readonly Dictionary<Tensor, List<Entry>> writers = [];
    private readonly Dictionary<Tensor, List<Entry>> readers = [];

    public ProgramIndex(IEnumerable<Loop> loops)
    {
        foreach (var loop in loops)
        {
            var entry = new Entry(loop, ((entries.Last?.Value.Order) ?? 0) + Gap);
            entry.Node = entries.AddLast(entry);
            Add(entry);
        }
    }

    /// <summary>The loops in order; those changed, moved and removed while one goes through them among them.</summary>
    public IEnumerable<Entry> Entries
    {
        get
        {
            for (var node = entries.First; node is not null;)
            {
                var next = node.Next;
                yield return node.Value;
                node = node.List is null ? next : node.Next;
            }
        }
    }

    public ImmutableArray<Loop> Loops => [.. entries.Select(entry => entry.Loop)];

    /// <summary>The loops that write to the tensor, in no order.</summary>
    public IReadOnlyList<Entry> Writers(Tensor tensor) => writers.TryGetValue(tensor, out var list) ? list : [];

    /// <summary>The loops that read the tensor anywhere, in no order, each once.</summary>
    public IReadOnlyList<Entry> Readers(Tensor tensor) => readers.TryGetValue(tensor, out var list) ? list : [];

    /// <summary>The first of the neighbouring loops of the entry's scan.</summary>
    public Entry StartOfScan(Entry entry)
    {
        var node = entry.Node!;
        while (node.Previous is { } previous && Equals(previous.Value.Loop.Scan, entry.Loop.Scan))
        {
            node = previous;
        }

        return node.Value;
    }

    public void Replace(Entry entry, Loop loop)
    {
        Forget(entry);
        entry.Loop = loop;
        Add(entry);
    }

    public void Remove(Entry entry)
    {
        Forget(entry);
        entries.Remove(entry.Node!);
    }

    public void InsertBefore(Entry next, Loop loop)
    {
        var entry = new Entry(loop, 0);
        entry.Node = entries.AddBefore(next.Node!, entry);
        SetOrder(entry);
        Add(entry);
    }

    public void MoveBefore(Entry next, Entry entry)
    {
        entries.Remove(entry.Node!);
        entries.AddBefore(next.Node!, entry.Node!);
        SetOrder(entry);
    }

    private void Forget(Entry entry)
    {
        writers[entry.Loop.Output].Remove(entry);
        foreach (var tensor in entry.Loop.Reads.Select(read => read.Tensor).Distinct())
        {
            readers[tensor].Remove(entry);
        }
    }

    private static void Add(Dictionary<Tensor, List<Entry>> lists, Tensor tensor, Entry entry)
    {
        if (!lists.TryGetValue(tensor, out var list))
        {
            lists[tensor] = list = [];
        }

        list.Add(entry);
    }

    private void Add(Entry entry)
    {
        Add(writers, entry.Loop.Output, entry);
        foreach (var tensor in entry.Loop.Reads.Select(read => read.Tensor).Distinct())
        {
            Add(readers, tensor, entry);
        }
    }

    /// <summary>Numbers the entry between its neighbours, and all anew where there is no number left.</summary>
    private void SetOrder(Entry entry)
    {
        var node = entry.Node!;
        long before = node.Previous?.Value.Order ?? 0, after = node.Next?.Value.Order ?? (before + (2 * Gap));
        entry.Order = before + ((after - before) / 2);
        if (entry.Order > before && entry.Order < after)
        {
            return;
        }

        var order = 0L;
        foreach (var other in entries)
        {
            other.Order = order += Gap;
        }
    }

    /// <summary>A loop at its place in the program.</summary>
    internal sealed class Entry(Loop loop, long order)
    {
        public Loop Loop { get; set; } = loop;

        /// <summary>Less than that of every loop after this one.</summary>
        public long Order { get; set; } = order;

        internal LinkedListNode<Entry>? Node { get; set; }

        public bool Precedes(Entry other) => Order < other.Order;
    }
}
