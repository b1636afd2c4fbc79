namespace StaticNets.Tests;

internal static class Allocation
{
    /// <summary>
    /// The bytes one call allocates on this thread once it has run before: the least of several measurements, since the runtime itself may allocate beside it.
    /// </summary>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            action();
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
