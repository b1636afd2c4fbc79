using System.Runtime.ExceptionServices;

namespace StaticNets;

/// <summary>The threads of a <see cref="WorkerTeam"/> and what they share.</summary>
internal sealed class WorkerCrew
{
    // Some tens of microseconds: the pauses between the parts of a training step, but not those between steps and user code.
    private const int Spins = 100;
    private const int SpinLength = 20;

    private readonly object _gate = new();
    private readonly int _spins;
    private IWork? _work;
    private int _items;
    private ExceptionDispatchInfo? _failure;
    private int _failedItem;

    // Items nobody has taken. Whoever takes the last ones down to below 0 has nothing to do. Holding an item keeps Run from
    // returning, so _work and _items belong to the item whenever the decrement gave one.
    private int _remaining;
    private int _unfinished;
    private int _sleepers;
    private bool _callerSleeps;
    private bool _stopped;

    public WorkerCrew(int threads)
    {
        // Spinning helps only while nobody waits for the processor.
        _spins = threads <= Environment.ProcessorCount ? Spins : 0;
        for (var worker = 1; worker < threads; worker++)
        {
            var index = worker;
            new Thread(() => Serve(index)) { IsBackground = true, Name = $"StaticNets worker {index}" }.Start();
        }
    }

    public void Run(IWork work, int items)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _stopped), typeof(WorkerTeam));
        if (items <= 0)
            return;
        if (items == 1)
        {
            work.Execute(0, 0);
            return;
        }

        _work = work;
        _items = items;
        _unfinished = items;
        Interlocked.Exchange(ref _remaining, items);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_gate)
                Monitor.PulseAll(_gate);
        }

        TakeItems(worker: 0);
        AwaitOthers();
        _work = null;
        if (_failure is { } failure)
        {
            _failure = null;
            failure.Throw();
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            Volatile.Write(ref _stopped, true);
            Monitor.PulseAll(_gate);
        }
    }

    private void Serve(int worker)
    {
        while (AwaitWork())
            TakeItems(worker);
    }

    private void TakeItems(int worker)
    {
        while (Interlocked.Decrement(ref _remaining) is >= 0 and var left)
        {
            var item = _items - 1 - left;
            try
            {
                _work!.Execute(item, worker);
            }
            catch (Exception exception)
            {
                KeepFirst(exception, item);
            }

            if (Interlocked.Decrement(ref _unfinished) == 0 && Volatile.Read(ref _callerSleeps))
            {
                lock (_gate)
                    Monitor.PulseAll(_gate);
            }
        }
    }

    private void KeepFirst(Exception exception, int item)
    {
        lock (_gate)
        {
            if (_failure is not null && _failedItem < item)
                return;
            _failure = ExceptionDispatchInfo.Capture(exception);
            _failedItem = item;
        }
    }

    private void AwaitOthers()
    {
        for (var spin = 0; spin < _spins && Volatile.Read(ref _unfinished) > 0; spin++)
            Thread.SpinWait(SpinLength);
        if (Volatile.Read(ref _unfinished) == 0)
            return;
        lock (_gate)
        {
            Volatile.Write(ref _callerSleeps, true);
            // The flag must be seen by whoever finishes the last item before this thread looks whether it is finished.
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _unfinished) > 0)
                Monitor.Wait(_gate);
            _callerSleeps = false;
        }
    }

    /// <summary>Returns when there may be work; false when the crew is stopped.</summary>
    private bool AwaitWork()
    {
        for (var spin = 0; spin < _spins; spin++)
        {
            if (Volatile.Read(ref _stopped))
                return false;
            if (Volatile.Read(ref _remaining) > 0)
                return true;
            Thread.SpinWait(SpinLength);
        }

        lock (_gate)
        {
            // A full fence: either Run sees this sleeper, or this thread sees Run's items.
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _remaining) <= 0 && !_stopped)
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleepers);
            return !_stopped;
        }
    }
}
