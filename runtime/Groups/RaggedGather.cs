using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>
/// Fills an array of which each process of a group has computed one range. A group gathers equally many values of each: ranges of other lengths go piece by
/// piece, through a buffer of its own that stays small.
/// </summary>
/// <param name="group">The processes.</param>
internal sealed class RaggedGather(ProcessGroup group)
{
    /// <summary>Bytes that a process sends at a time, at most.</summary>
    private const int PieceBytes = 1 << 20;

    private byte[] _sent = [];
    private byte[] _received = [];

    /// <summary>Completes the array on all processes.</summary>
    /// <param name="values">The array; this process's range is filled.</param>
    /// <param name="rangeOf">The range of each process, the same on all.</param>
    public void Complete<T>(Span<T> values, Func<int, (int First, int Count)> rangeOf)
        where T : unmanaged
    {
        var most = 0;
        for (var rank = 0; rank < group.Size; rank++)
            most = Math.Max(most, rangeOf(rank).Count);
        var size = Unsafe.SizeOf<T>();
        var piece = Math.Min(most, Math.Max(1, PieceBytes / size));
        if (_sent.Length < piece * size)
            (_sent, _received) = (new byte[piece * size], new byte[piece * size * group.Size]);
        for (var done = 0; done < most; done += piece)
        {
            var length = Math.Min(piece, most - done);
            var sent = MemoryMarshal.Cast<byte, T>(_sent.AsSpan(0, length * size));
            var received = _received.AsSpan(0, length * size * group.Size);
            Part(values, group.Rank, done, length).CopyTo(sent);
            group.Gather(MemoryMarshal.AsBytes(sent), received);
            for (var rank = 0; rank < group.Size; rank++)
            {
                var part = Part(values, rank, done, length);
                MemoryMarshal.Cast<byte, T>(received)[(rank * length)..][..part.Length].CopyTo(part);
            }
        }

        Span<T> Part(Span<T> values, int rank, int done, int length)
        {
            var (first, count) = rangeOf(rank);
            return done >= count ? default : values.Slice(first + done, Math.Min(length, count - done));
        }
    }
}
