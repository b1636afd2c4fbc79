using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Groups;

/// <summary>A group that meters what goes through it: the time spent in it, waiting for others included, and each operation with its bytes.</summary>
internal sealed class MeteredGroup(ProcessGroup group) : ProcessGroup
{
    public override int Rank => group.Rank;

    public override int Size => group.Size;

    /// <summary>Since the last <see cref="Reset"/>.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Since the last <see cref="Reset"/>.</summary>
    public List<Message> Messages { get; } = [];

    public void Reset()
    {
        Time = TimeSpan.Zero;
        Messages.Clear();
    }

    public override void Barrier()
    {
        long start = Stopwatch.GetTimestamp();
        group.Barrier();
        Time += Stopwatch.GetElapsedTime(start);
    }

    public override void Abort(int exitCode) => group.Abort(exitCode);

    protected override void BroadcastBytes(Span<byte> values, int root)
    {
        long start = Stopwatch.GetTimestamp();
        group.Broadcast(values, root);
        Count(start, Operation.Broadcast, values.Length);
    }

    protected override void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all)
    {
        long start = Stopwatch.GetTimestamp();
        group.Gather(own, all);
        Count(start, Operation.Gather, own.Length);
    }

    protected override void ExchangeBytes(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        long start = Stopwatch.GetTimestamp();
        group.Exchange(MemoryMarshal.Cast<byte, float>(sent), MemoryMarshal.Cast<byte, float>(received));
        Count(start, Operation.Exchange, sent.Length);
    }

    private void Count(long start, Operation operation, int bytes)
    {
        Time += Stopwatch.GetElapsedTime(start);
        Messages.Add(new Message(operation, bytes));
    }
}

/// <summary>What a group does.</summary>
internal enum Operation
{
    Broadcast,
    Gather,
    Exchange,
}

/// <summary>One operation.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Bytes">What one process gives.</param>
internal readonly record struct Message(Operation Operation, int Bytes);
