namespace StaticNets;

/// <summary>Work cut into items that can be done in any order and by any thread.</summary>
internal interface IWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">Which, from 0.</param>
    /// <param name="worker">The thread that does it, from 0; an index for buffers of its own.</param>
    void Execute(int item, int worker);
}

/// <summary>
/// Threads that stay: handing them work allocates nothing and takes microseconds, neither of which is true of <see cref="Parallel"/>.
/// The calling thread is one of them. Not for use by several threads at once.
/// </summary>
/// <remarks>
/// The threads keep only the crew alive, not this handle, so that a team nobody disposes of ends with its owner.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    // Far more than there are processors; starting as many as a mistaken number says could take the machine down.
    private const int MostThreads = 4096;

    private readonly WorkerCrew _crew;

    /// <summary>Starts a team.</summary>
    /// <param name="threads">The number of threads with the calling one, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread, or too many.</exception>
    public WorkerTeam(int threads)
    {
        if (threads < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"threads is {threads}, but must be at least 1.");
        if (threads > MostThreads)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"threads is {threads}, but must be at most {MostThreads}.");
        Threads = threads;
        _crew = new WorkerCrew(threads);
    }

    // The constructor may have thrown before there was a crew.
    ~WorkerTeam() => _crew?.Stop();

    /// <summary>The number of threads with the calling one.</summary>
    public int Threads { get; }

    /// <summary>Does all items, beginning with the first, and returns when the last is done.</summary>
    /// <exception cref="Exception">An item's exception; of several, that of the first item. The team can go on.</exception>
    public void Run(IWork work, int items)
    {
        _crew.Run(work, items);
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        _crew.Stop();
        GC.SuppressFinalize(this);
    }
}
