using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.CompilerServices;

public sealed class WorkspacePoolTests
{
    [Fact]
    public unsafe void A_workspace_starts_on_a_cache_line_and_is_zeroed()
    {
        for (var i = 0; i < 20; i++)
        {
            var workspace = new Workspace(1000 + i);
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref workspace.Reference) % 64);
            Assert.Equal(1000 + i, workspace.Floats.Length);
            Assert.Equal(-1, workspace.Floats.IndexOfAnyExcept(0f));
        }
    }

    [Fact]
    public void A_returned_workspace_is_rented_again_by_any_thread()
    {
        var pool = new WorkspacePool(16);
        var workspace = pool.Rent();
        pool.Return(workspace);
        Workspace? elsewhere = null;
        var thread = new Thread(() => elsewhere = pool.Rent());
        thread.Start();
        thread.Join();
        Assert.Same(workspace, elsewhere);
    }

    [Fact]
    public void Rented_workspaces_differ_and_all_come_back()
    {
        // More than one segment of slots holds.
        const int rented = 100;
        var pool = new WorkspacePool(16);
        var first = Enumerable.Range(0, rented).Select(_ => pool.Rent()).ToHashSet();
        Assert.Equal(rented, first.Count);
        foreach (var workspace in first)
            pool.Return(workspace);
        var second = Enumerable.Range(0, rented).Select(_ => pool.Rent()).ToHashSet();
        Assert.True(first.SetEquals(second));
    }

    [Fact]
    public void Renting_allocates_nothing_once_warm()
    {
        var pool = new WorkspacePool(16);
        Assert.Equal(0, Allocation.Of(() => pool.Return(pool.Rent())));
    }

    [Fact]
    public void Of_two_threads_that_want_the_last_workspace_one_gets_it()
    {
        const int rounds = 20_000;
        var rented = new Workspace[2, rounds];
        var pools = new WorkspacePool[rounds];
        for (var round = 0; round < rounds; round++)
        {
            pools[round] = new WorkspacePool(1);
            pools[round].Return(pools[round].Rent());
        }
        var arrived = 0;
        var workers = Enumerable.Range(0, 2).Select(id => new Thread(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                // Both leave this loop within nanoseconds of each other.
                Interlocked.Increment(ref arrived);
                for (var spins = 0; Volatile.Read(ref arrived) < 2 * (round + 1); spins++)
                {
                    if (spins > 1000)
                        Thread.Yield();
                }
                rented[id, round] = pools[round].Rent();
            }
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        for (var round = 0; round < rounds; round++)
            Assert.NotSame(rented[0, round], rented[1, round]);
    }

    [Fact]
    public void No_workspace_is_ever_in_two_hands_or_lost()
    {
        const int threads = 8, held = 6, rounds = 10_000;
        var pool = new WorkspacePool(1);
        var all = new ConcurrentDictionary<Workspace, bool>();
        var collisions = 0;
        var workers = Enumerable.Range(1, threads).Select(id => new Thread(() =>
        {
            // Several at once, so that threads also meet in slots that are not their own.
            var hands = new Workspace[held];
            for (var round = 0; round < rounds; round++)
            {
                for (var hand = 0; hand < held; hand++)
                {
                    hands[hand] = pool.Rent();
                    all.TryAdd(hands[hand], true);
                    if (Interlocked.Exchange(ref hands[hand].Reference, id) != 0)
                        Interlocked.Increment(ref collisions);
                }
                foreach (var workspace in hands)
                {
                    if (Interlocked.Exchange(ref workspace.Reference, 0) != id)
                        Interlocked.Increment(ref collisions);
                    pool.Return(workspace);
                }
            }
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        Assert.Equal(0, collisions);
        var pooled = Enumerable.Range(0, all.Count).Select(_ => pool.Rent()).ToHashSet();
        Assert.True(pooled.SetEquals(all.Keys));
        // A scan that runs beside returns may miss one and make another, but not often.
        Assert.InRange(all.Count, held, 4 * threads * held);
    }
}
