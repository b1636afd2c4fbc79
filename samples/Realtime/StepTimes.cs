using System.Diagnostics;

namespace StaticNets.Samples.RealtimeProgram;

/// <summary>How long steps took.</summary>
/// <param name="Mean">The mean, in microseconds.</param>
/// <param name="Percentile999">Of 1,000 steps 999 take no longer, in microseconds.</param>
/// <param name="Worst">The longest, in microseconds.</param>
internal sealed record StepTimes(double Mean, double Percentile999, double Worst)
{
    /// <summary>Sums up times in ticks of <see cref="Stopwatch"/>, which get sorted.</summary>
    public static StepTimes Of(long[] ticks)
    {
        Array.Sort(ticks);
        var rank = (int)Math.Ceiling(0.999 * ticks.Length) - 1;
        return new StepTimes(Microseconds(ticks.Average()), Microseconds(ticks[rank]), Microseconds(ticks[^1]));
    }

    private static double Microseconds(double ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
