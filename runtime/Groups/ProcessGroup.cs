using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// Processes, on one machine or several, that train one network together (<see cref="TrainerOptions.Group"/>). Each has a rank from 0 to
/// <see cref="Size"/> - 1; the first one prints and writes for all. The package StaticNets.Mpi has such a group for processes that an MPI launcher started.
/// </summary>
/// <remarks>
/// <para>All operations but <see cref="Abort"/> are collective: every process calls the same one with spans of the same length, in the same order, and
/// returns when it has what it is to receive. A process that stays away keeps the others waiting. Calls of one process come from one thread at a
/// time.</para>
/// <para>Values are moved, never added up: what is received has the sender's bits.</para>
/// </remarks>
public abstract class ProcessGroup
{
    private const int MostFloats = 1 << 26;

    /// <summary>Which of the processes this one is, from 0.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of processes, at least 1.</summary>
    public abstract int Size { get; }

    /// <summary>Whether this is the process that prints and writes for all: that of rank 0.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Gives all processes the values of one.</summary>
    /// <param name="values">The values of the process <paramref name="root"/>; on the others, where they go.</param>
    /// <param name="root">The rank of the process that has them. Default: the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such process.</exception>
    public void Broadcast(Span<float> values, int root = 0)
    {
        // The bytes of as many floats as there can be are more than a span holds.
        while (values.Length > MostFloats)
        {
            Broadcast(MemoryMarshal.AsBytes(values[..MostFloats]), root);
            values = values[MostFloats..];
        }

        Broadcast(MemoryMarshal.AsBytes(values), root);
    }

    /// <inheritdoc cref="Broadcast(Span{float}, int)"/>
    public void Broadcast(Span<double> values, int root = 0) => Broadcast(MemoryMarshal.AsBytes(values), root);

    /// <inheritdoc cref="Broadcast(Span{float}, int)"/>
    public void Broadcast(Span<byte> values, int root = 0)
    {
        if ((uint)root >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(root), root, $"root is {root}, but the group has the processes 0 to {Size - 1}.");
        if (Size > 1 && values.Length > 0)
            BroadcastBytes(values, root);
    }

    /// <summary>Gives all processes the values of all.</summary>
    /// <param name="own">The values of this process, as many as each of the others has.</param>
    /// <param name="all">Receives those of the first process, then those of the second, and so on.</param>
    /// <exception cref="ArgumentException"><paramref name="all"/> does not have room for exactly the values of all processes.</exception>
    public void Gather(ReadOnlySpan<float> own, Span<float> all) => Gather(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all));

    /// <inheritdoc cref="Gather(ReadOnlySpan{float}, Span{float})"/>
    public void Gather(ReadOnlySpan<double> own, Span<double> all) => Gather(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all));

    /// <inheritdoc cref="Gather(ReadOnlySpan{float}, Span{float})"/>
    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        if (all.Length != (long)own.Length * Size)
            throw new ArgumentException(
                $"all has {all.Length} bytes, but {Size} processes with {own.Length} each need {(long)own.Length * Size}.", nameof(all));
        if (Size == 1)
            own.CopyTo(all);
        else if (own.Length > 0)
            GatherBytes(own, all);
    }

    /// <summary>Gives each process a part of the values of all: the n-th process gets every process's n-th part.</summary>
    /// <param name="sent">The values for the first process, those for the second, and so on, as many for each.</param>
    /// <param name="received">Receives the values from the first process, those from the second, and so on.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or the length is no multiple of the number of processes.</exception>
    public void Exchange(ReadOnlySpan<float> sent, Span<float> received)
    {
        if (received.Length != sent.Length || sent.Length % Size != 0)
            throw new ArgumentException(
                $"received has {received.Length} values and sent {sent.Length}, but both need the same multiple of {Size}, the number of processes.",
                nameof(received));
        if (Size == 1)
            sent.CopyTo(received);
        else if (sent.Length > 0)
            ExchangeBytes(MemoryMarshal.AsBytes(sent), MemoryMarshal.AsBytes(received));
    }

    /// <summary>Returns when all processes have called it.</summary>
    public abstract void Barrier();

    /// <summary>Ends all processes, without waiting for any, and gives the job an exit code. It may not return.</summary>
    /// <param name="exitCode">The exit code, not 0.</param>
    public abstract void Abort(int exitCode);

    /// <summary>The rank and the number of processes.</summary>
    public override string ToString() => $"process {Rank} of {Size}";

    /// <summary>Does what <see cref="Broadcast(Span{byte}, int)"/> says, for a group of several and a root that there is.</summary>
    /// <param name="values">The values of the root; on the others, where they go. At least one.</param>
    /// <param name="root">The root's rank.</param>
    protected abstract void BroadcastBytes(Span<byte> values, int root);

    /// <summary>Does what <see cref="Gather(ReadOnlySpan{byte}, Span{byte})"/> says, for a group of several and lengths that fit.</summary>
    /// <param name="own">The values of this process, at least one.</param>
    /// <param name="all">Receives those of all.</param>
    protected abstract void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all);

    /// <summary>Does what <see cref="Exchange"/> says, for a group of several and lengths that fit.</summary>
    /// <param name="sent">A part for each process.</param>
    /// <param name="received">Receives a part from each process.</param>
    protected abstract void ExchangeBytes(ReadOnlySpan<byte> sent, Span<byte> received);
}
