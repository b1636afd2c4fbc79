using System.Diagnostics;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Libraries with thread pools keep their threads spinning for a while after a call, in the hope of another. Left alone they would
/// take a core from the contender that is measured next.</summary>
internal static class Quiet
{
    private const int PauseMilliseconds = 2;
    private const double IdleShare = 0.1;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until this process uses (next to) no processor time.</summary>
    public static void Wait()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            var before = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            Thread.Sleep(PauseMilliseconds);
            if (Environment.CpuUsage.TotalTime - before < Stopwatch.GetElapsedTime(start) * IdleShare)
                return;
        }
    }
}
