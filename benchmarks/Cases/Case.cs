using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Makes one party of a case.</summary>
/// <param name="Name">The library's name.</param>
/// <param name="Create">Makes it for a number of threads.</param>
internal sealed record Entrant(string Name, Func<int, IContender> Create);

/// <summary>One piece of work, and everybody who does it.</summary>
/// <param name="Name">As in the table and the JSON file, such as <c>LeNet forward</c>.</param>
/// <param name="Batch">Examples (or sequences) in a batch.</param>
/// <param name="Items">What a time is quoted per: examples, or tokens, in a batch.</param>
/// <param name="ItemName"><c>image</c>, <c>token</c>...</param>
/// <param name="MultiplyAdds">Useful multiply-adds of one item: those that the network's definition asks for, whatever a kernel does beyond them.</param>
/// <param name="Peers">The other libraries.</param>
/// <param name="Ours">StaticNets' entrant.</param>
internal sealed record Case(
    string Name, int Batch, int Items, string ItemName, long MultiplyAdds, IReadOnlyList<Entrant> Peers, Entrant Ours)
{
    /// <summary>What <c>--filter</c> is matched against.</summary>
    public string Label(int threads) => $"{Name}, batch {Batch}, {threads} {(threads == 1 ? "thread" : "threads")}";
}
