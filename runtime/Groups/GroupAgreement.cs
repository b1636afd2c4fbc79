using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace StaticNets;

/// <summary>What a process of a group knows and all others must know as well.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Value">What it is here.</param>
internal readonly record struct GroupFact(string Name, string Value);

/// <summary>
/// Has the processes of a group see the same, or the same error: one that fails alone would keep the others waiting. What is sent where nothing is wrong takes
/// a few numbers.
/// </summary>
/// <param name="group">The processes.</param>
internal sealed class GroupAgreement(ProcessGroup group)
{
    /// <summary>How many differences a message lists.</summary>
    private const int ShownDifferences = 3;

    private readonly double[] _own = new double[3];
    private readonly double[] _all = new double[3 * group.Size];

    /// <summary>The processes.</summary>
    public ProcessGroup Group => group;

    /// <summary>Compares what the processes know, and what went wrong with any.</summary>
    /// <param name="facts">What must be the same on all, the most telling first.</param>
    /// <param name="failure">What went wrong here; null if nothing.</param>
    /// <exception cref="ProcessGroupException">Something differs, which the message names, or another process failed.</exception>
    /// <exception cref="Exception"><paramref name="failure"/>, where nothing that is known differs.</exception>
    public void Compare(IReadOnlyList<GroupFact> facts, Exception? failure = null)
    {
        var text = string.Join('\n', facts.Select(fact => $"{fact.Name}\t{fact.Value}"));
        var hash = BitHash.Of(Encoding.UTF8.GetBytes(text));
        // As two whole numbers, which a double holds exactly.
        (_own[0], _own[1], _own[2]) = (failure is null ? 0 : 1, (uint)hash, (uint)(hash >> 32));
        group.Gather(_own, _all);
        var (differs, failed) = (false, false);
        for (var rank = 0; rank < group.Size; rank++)
        {
            differs |= _all[3 * rank + 1] != _all[1] || _all[3 * rank + 2] != _all[2];
            failed |= _all[3 * rank] != 0;
        }

        if (differs)
            ThrowDifference(text);
        if (failed)
            ThrowFailure(rank => _all[3 * rank] != 0, failure);
    }

    /// <summary>Throws this process's own failure, or else says that of the first process that has one.</summary>
    /// <param name="hasFailed">Which processes have failed, the same on all.</param>
    /// <param name="own">What went wrong here; null if nothing.</param>
    public void ThrowFailure(Func<int, bool> hasFailed, Exception? own)
    {
        var rank = 0;
        while (!hasFailed(rank))
            rank++;
        var message = Tell(rank, own?.Message ?? "");
        if (own is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(own);
        throw new ProcessGroupException($"Process {rank} of {group.Size} failed: {message}");
    }

    /// <summary>The text of one process.</summary>
    public string Tell(int rank, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = bytes.Length;
        group.Broadcast(MemoryMarshal.AsBytes(new Span<int>(ref length)), rank);
        if (rank != group.Rank)
            bytes = new byte[length];
        group.Broadcast(bytes, rank);
        return Encoding.UTF8.GetString(bytes);
    }

    private void ThrowDifference(string own)
    {
        var texts = new string[group.Size];
        for (var rank = 0; rank < group.Size; rank++)
            texts[rank] = Tell(rank, own);
        var differing = Array.FindIndex(texts, text => text != texts[0]);
        string[] here = texts[differing].Split('\n'), first = texts[0].Split('\n');
        var differences = Enumerable.Range(0, Math.Min(here.Length, first.Length)).Where(i => here[i] != first[i]).ToArray();
        var named = differences.Take(ShownDifferences).Select(i => Describe(here[i].Split('\t'), first[i].Split('\t'), differing));
        var more = differences.Length > ShownDifferences
            ? string.Create(CultureInfo.InvariantCulture, $"; and {differences.Length - ShownDifferences} more")
            : "";
        throw new ProcessGroupException(
            $"The {group.Size} processes of the group do not do the same: {string.Join("; ", named)}{more}. "
                + "All of them need the same program, data and options.");
    }

    private static string Describe(string[] here, string[] first, int rank) => here[0] == first[0]
        ? $"{here[0]} is {here[1]} on process {rank}, but {first[1]} on process 0"
        : $"{here[0]} ({here[1]}) on process {rank} stands where process 0 has {first[0]} ({first[1]})";
}
