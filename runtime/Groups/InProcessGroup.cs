namespace StaticNets;

/// <summary>
/// A group whose members are threads of this process: for tests of programs that train in groups. It makes nothing faster, as
/// <see cref="TrainerOptions.Threads"/> does.
/// </summary>
/// <example>
/// <code>
/// InProcessGroup.Run(3, group =>
/// {
///     using var trainer = new Trainer&lt;LeNet&gt;(new LeNet(seed: 1), new Sgd(0.9), new TrainerOptions { Group = group, Threads = 1 });
///     trainer.TrainFor(training, epochs: 1);
/// });
/// </code>
/// </example>
public sealed class InProcessGroup : ProcessGroup
{
    private readonly Meeting _meeting;

    private InProcessGroup(Meeting meeting, int rank) => (_meeting, Rank) = (meeting, rank);

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size => _meeting.Size;

    /// <summary>Runs a program once for each member of a group, on a thread each, and returns when all have ended.</summary>
    /// <param name="size">The number of members, at least 1.</param>
    /// <param name="program">What each of them does.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no member.</exception>
    /// <exception cref="Exception">The exception of the member that failed first; the others have been ended by then, where they would have waited for
    /// it.</exception>
    public static void Run(int size, Action<ProcessGroup> program)
    {
        if (size < 1)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"size is {size}, but a group needs at least 1 member.");
        ArgumentNullException.ThrowIfNull(program);
        var meeting = new Meeting(size);
        var threads = new Thread[size];
        for (var rank = 0; rank < size; rank++)
        {
            var group = new InProcessGroup(meeting, rank);
            threads[rank] = new Thread(() => RunOne(program, group)) { Name = $"StaticNets group member {rank}" };
        }

        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        meeting.ThrowFailure();
    }

    /// <inheritdoc/>
    public override void Barrier() => _meeting.Wait();

    /// <summary>Ends all members where they wait for another, and the call of <see cref="Run"/> with an <see cref="OperationCanceledException"/>.</summary>
    /// <param name="exitCode">Named in the exception.</param>
    public override void Abort(int exitCode) => throw new OperationCanceledException($"Process {Rank} of {Size} ended the group with code {exitCode}.");

    /// <inheritdoc/>
    protected override void BroadcastBytes(Span<byte> values, int root)
    {
        if (Rank == root)
            _meeting.Show(Rank, values);
        _meeting.Wait();
        if (Rank != root)
            Take(root, 0, values);
        _meeting.Wait();
    }

    /// <inheritdoc/>
    protected override void GatherBytes(ReadOnlySpan<byte> own, Span<byte> all)
    {
        _meeting.Show(Rank, own);
        _meeting.Wait();
        for (var rank = 0; rank < Size; rank++)
            Take(rank, 0, all.Slice(rank * own.Length, own.Length));
        _meeting.Wait();
    }

    /// <inheritdoc/>
    protected override void ExchangeBytes(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        _meeting.Show(Rank, sent);
        _meeting.Wait();
        var part = sent.Length / Size;
        for (var rank = 0; rank < Size; rank++)
            Take(rank, Rank * part, received.Slice(rank * part, part), Size);
        _meeting.Wait();
    }

    private static void RunOne(Action<ProcessGroup> program, InProcessGroup group)
    {
        try
        {
            program(group);
            group._meeting.Leave();
        }
        catch (Exception exception)
        {
            group._meeting.Fail(exception);
        }
    }

    /// <summary>Copies what another member shows, of which this one expects <paramref name="parts"/> parts as long as the destination.</summary>
    private void Take(int rank, int first, Span<byte> destination, int parts = 1)
    {
        var shown = _meeting.Shown(rank);
        if (shown.Length != destination.Length * parts)
            throw new InvalidOperationException(
                $"Process {rank} sends {shown.Length} bytes where process {Rank} expects {destination.Length * parts}: they do not do the same.");
        shown.Slice(first, destination.Length).CopyTo(destination);
    }

    /// <summary>What the members share: a place for each to show bytes, and where they wait for each other.</summary>
    private sealed class Meeting(int size)
    {
        private readonly byte[][] _places = [.. Enumerable.Repeat(Array.Empty<byte>(), size)];
        private readonly int[] _lengths = new int[size];
        private readonly object _gate = new();
        private Exception? _failure;
        private int _arrived;
        private long _round;
        private bool _isLeft;

        public int Size => size;

        public void Show(int rank, ReadOnlySpan<byte> bytes)
        {
            if (_places[rank].Length < bytes.Length)
                _places[rank] = new byte[bytes.Length];
            bytes.CopyTo(_places[rank]);
            _lengths[rank] = bytes.Length;
        }

        public ReadOnlySpan<byte> Shown(int rank) => _places[rank].AsSpan(0, _lengths[rank]);

        public void Wait()
        {
            lock (_gate)
            {
                var round = _round;
                if (++_arrived == size)
                {
                    _arrived = 0;
                    _round++;
                    Monitor.PulseAll(_gate);
                }

                while (_round == round)
                {
                    if (_failure is not null)
                        throw new InvalidOperationException("Another process of the group has failed.");
                    if (_isLeft)
                        throw new InvalidOperationException("A process of the group has ended while this one waits for it.");
                    Monitor.Wait(_gate);
                }
            }
        }

        public void Leave()
        {
            lock (_gate)
            {
                _isLeft = true;
                Monitor.PulseAll(_gate);
            }
        }

        public void Fail(Exception exception)
        {
            lock (_gate)
            {
                _failure ??= exception;
                Monitor.PulseAll(_gate);
            }
        }

        public void ThrowFailure()
        {
            if (_failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }
}
