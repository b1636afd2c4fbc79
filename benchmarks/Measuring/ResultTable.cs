using System.Globalization;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Writes results as a Markdown table, a line as soon as it is measured.</summary>
internal sealed class ResultTable(TextWriter writer, IReadOnlyList<string> peers)
{
    private const int CaseWidth = 22, NumberWidth = 8, PeerWidth = 20;

    public void WriteHeader()
    {
        writer.WriteLine(Line("case", "threads", "batch", "us/item", "best", peers, "of peak"));
        writer.WriteLine(Line(
            new string('-', CaseWidth), Rule(NumberWidth), Rule(NumberWidth), Rule(NumberWidth), Rule(NumberWidth),
            [.. peers.Select(_ => Rule(PeerWidth))], Rule(NumberWidth)));
    }

    public void Write(CaseResult result) => writer.WriteLine(Line(
        result.Case, Text($"{result.Threads}"), Text($"{result.Batch}"),
        Text($"{Digits(result.MicrosecondsPerItem)}"), Text($"{Digits(result.BestMicroseconds)}"),
        [.. peers.Select(peer => result.Peers.TryGetValue(peer, out double time) ? Text($"{Digits(time)} ({result.Ratios[peer]:0.00}x)") : "-")],
        Text($"{result.FractionOfPeak * 100:0} %")));

    /// <summary>The FMA peak that the shares are of, for each number of threads.</summary>
    public void WriteFooter(IEnumerable<CaseResult> results)
    {
        writer.WriteLine();
        foreach (var group in results.GroupBy(result => result.Threads))
        {
            double peak = Statistics.Median(group.Select(result => result.PeakGigaflops));
            writer.WriteLine(Text($"FMA peak, {group.Key} {(group.Key == 1 ? "thread" : "threads")}: {peak:0.0} GFLOP/s"));
        }
    }

    private static string Line(string name, string threads, string batch, string time, string best, IReadOnlyList<string> peers, string share) =>
        $"| {name.PadRight(CaseWidth)} | {threads,NumberWidth} | {batch,NumberWidth} | {time,NumberWidth} | {best,NumberWidth} | "
        + $"{string.Concat(peers.Select(peer => peer.PadLeft(PeerWidth) + " | "))}{share,NumberWidth} |";

    private static string Rule(int width) => new string('-', width - 1) + ":";

    /// <summary>Three digits that mean something.</summary>
    private static string Digits(double value) =>
        value.ToString(value < 1 ? "0.000" : value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
