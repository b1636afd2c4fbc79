using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>
/// The workspaces of one network, shared by all threads that run it. Lock-free; allocates only when more passes run at
/// once than ever before. For emitted code.
/// </summary>
/// <param name="floats">The size of each workspace.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkspacePool(int floats)
{
    // A power of two. Threads start looking at a slot of their own, so that a thread gets back the workspace that its
    // caches still hold.
    private const int SlotsPerSegment = 32;
    private readonly Segment _first = new();

    /// <summary>Takes a workspace out of the pool, or makes one; its contents are whatever the last user left.</summary>
    public Workspace Rent()
    {
        var start = Environment.CurrentManagedThreadId;
        for (Segment? segment = _first; segment is not null; segment = Volatile.Read(ref segment.Next))
        {
            for (var i = 0; i < SlotsPerSegment; i++)
            {
                ref var slot = ref segment.Slots[(start + i) % SlotsPerSegment];
                // Reading first keeps empty slots from bouncing between the caches of the processors.
                if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } workspace)
                    return workspace;
            }
        }
        return new Workspace(floats);
    }

    /// <summary>Puts a workspace back.</summary>
    /// <param name="workspace">A workspace of this pool, which the caller no longer uses.</param>
    public void Return(Workspace workspace)
    {
        var start = Environment.CurrentManagedThreadId;
        for (var segment = _first; ; segment = segment.NextOrNew())
        {
            for (var i = 0; i < SlotsPerSegment; i++)
            {
                ref var slot = ref segment.Slots[(start + i) % SlotsPerSegment];
                if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, workspace, null) is null)
                    return;
            }
        }
    }

    private sealed class Segment
    {
        public readonly Workspace?[] Slots = new Workspace?[SlotsPerSegment];
        public Segment? Next;

        public Segment NextOrNew()
        {
            if (Volatile.Read(ref Next) is { } next)
                return next;
            var added = new Segment();
            return Interlocked.CompareExchange(ref Next, added, null) ?? added;
        }
    }
}
