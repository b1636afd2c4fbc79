namespace StaticNets.Benchmarks.Groups;

/// <summary>A group of which only the first process is there, and hears itself in place of all others: what it is sent has the right lengths, and no
/// meaning.</summary>
internal sealed class EchoGroup(int size) : ProcessGroup
{
    public override int Rank => 0;

    public override int Size => size;

    public override void Barrier()
    {
    }

    public override void Abort(int exitCode) => Environment.Exit(exitCode);

    protected override void BroadcastBytes(Span<byte> values, int root)
    {
    }

    protected override void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all)
    {
        for (int rank = 0; rank < size; rank++)
            own.CopyTo(all[(rank * own.Length)..]);
    }

    protected override void ExchangeBytes(ReadOnlySpan<byte> sent, Span<byte> received) => sent.CopyTo(received);
}
