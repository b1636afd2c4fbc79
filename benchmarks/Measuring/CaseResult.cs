using System.Text.Json.Serialization;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>One line of the table: what one case gave.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Threads">Threads on every side.</param>
/// <param name="Batch">Examples in a batch.</param>
/// <param name="MicrosecondsPerItem">StaticNets' median time for one item.</param>
/// <param name="Peers">The peers' median times for one item, in microseconds.</param>
/// <param name="FractionOfPeak">Useful arithmetic a second, as a share of what FMA instructions on as many threads did in the same rounds.</param>
internal sealed record CaseResult(
    string Case, int Threads, int Batch, double MicrosecondsPerItem, IReadOnlyDictionary<string, double> Peers, double FractionOfPeak)
{
    /// <summary>How many times StaticNets' time a peer takes: the median over the rounds. Not in the file: it follows from the times, nearly.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double> Ratios { get; init; } = new Dictionary<string, double>();

    /// <summary>StaticNets' shortest time for one item.</summary>
    [JsonIgnore]
    public double BestMicroseconds { get; init; }

    /// <summary>The median of the machine's FMA peak in these rounds, in 10^9 operations a second: that of one thread, times their number.</summary>
    [JsonIgnore]
    public double PeakGigaflops { get; init; }
}
