using System.Diagnostics;
using System.Globalization;

namespace StaticNets.Samples.LeNetInference;

/// <summary>Tells how long this process has been running.</summary>
internal static class ProcessClock
{
    /// <summary>Linux notes times after boot in ticks of 1/100 s, rounded down.</summary>
    private const double Tick = 10;

    /// <summary>
    /// Milliseconds since the process started. On Linux (field 22 of <c>/proc/self/stat</c> against <c>/proc/uptime</c>) both times are
    /// known to <see cref="Tick"/> only; within these bounds the processor time used so far, which is known exactly, is the best estimate
    /// for a program that does not wait. Elsewhere the system's own time stamps are compared.
    /// </summary>
    public static double Milliseconds()
    {
        if (!OperatingSystem.IsLinux())
            return (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;

        var processor = Environment.CpuUsage.TotalTime.TotalMilliseconds;

        // The second field, the program's name in parentheses, may hold spaces; those after it do not.
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var started = Tick * double.Parse(fields[22 - 3], CultureInfo.InvariantCulture);
        var now = 1000 * double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return Math.Clamp(processor, now - started - Tick, now - started + Tick);
    }
}
