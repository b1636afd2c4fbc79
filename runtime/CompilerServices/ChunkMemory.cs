namespace StaticNets.CompilerServices;

/// <summary>What the blocks and single examples of a chunk hold from one region of a training pass to the next: a workspace each.</summary>
internal sealed class ChunkMemory
{
    private static readonly Lock Gate = new();
    private static readonly Stack<ChunkMemory> Free = new();

    private Workspace?[] _workspaces = [];

    /// <summary>A memory that holds nothing.</summary>
    public static ChunkMemory Rent()
    {
        lock (Gate)
            return Free.TryPop(out var memory) ? memory : new ChunkMemory();
    }

    /// <summary>Gives a memory back whose workspaces have all been returned; one that a failed pass leaves behind is left to the garbage collector.</summary>
    public static void Return(ChunkMemory memory)
    {
        lock (Gate)
            Free.Push(memory);
    }

    /// <summary>The workspace of a block or single example of the chunk, counted from 0.</summary>
    public Workspace Of(int unit, WorkspacePool pool)
    {
        if (unit >= _workspaces.Length)
            Array.Resize(ref _workspaces, Math.Max(unit + 1, 2 * _workspaces.Length));
        return _workspaces[unit] ??= pool.Rent();
    }

    /// <summary>Gives a workspace back.</summary>
    public void Return(int unit, WorkspacePool pool)
    {
        if (_workspaces[unit] is not { } workspace)
            return;
        _workspaces[unit] = null;
        pool.Return(workspace);
    }
}
