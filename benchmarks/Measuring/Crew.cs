namespace StaticNets.Benchmarks.Measuring;

/// <summary>Threads that stay, and do the same piece of work side by side each time they are asked.</summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier _start, _end;
    private readonly Thread[] _helpers;
    private readonly Action<int> _work;
    private volatile bool _stopping;

    /// <param name="threads">How many threads work, the one that calls <see cref="Run"/> included.</param>
    /// <param name="work">What each does; it is told which one it is, from 0.</param>
    public Crew(int threads, Action<int> work)
    {
        _work = work;
        _start = new Barrier(threads);
        _end = new Barrier(threads);
        _helpers = new Thread[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            int index = i + 1;
            _helpers[i] = new Thread(() => Help(index)) { IsBackground = true };
            _helpers[i].Start();
        }
    }

    /// <summary>Has every thread do its piece, and returns when all have.</summary>
    public void Run()
    {
        if (_helpers.Length == 0)
        {
            _work(0);
            return;
        }
        _start.SignalAndWait();
        _work(0);
        _end.SignalAndWait();
    }

    private void Help(int index)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_stopping)
                return;
            _work(index);
            _end.SignalAndWait();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _start.SignalAndWait();
        foreach (var helper in _helpers)
            helper.Join();
        _start.Dispose();
        _end.Dispose();
    }
}
