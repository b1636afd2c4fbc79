using StaticNets.Benchmarks.Cases;
using StaticNets.CompilerServices;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Measures cases and writes their table to the console.</summary>
internal static class Measurement
{
    /// <param name="cases">The cases, each with its number of threads.</param>
    /// <param name="peers">Who takes part beside StaticNets: the table's columns.</param>
    /// <param name="budget">Time for the rounds of one case.</param>
    public static IReadOnlyList<CaseResult> Run(IEnumerable<(Case Case, int Threads)> cases, IReadOnlyList<string> peers, TimeSpan budget)
    {
        var runner = new CaseRunner(new Interleaving(budget), VectorWidth.Current);
        var table = new ResultTable(Console.Out, peers);
        var results = new List<CaseResult>();
        table.WriteHeader();
        foreach (var (@case, threads) in cases)
        {
            var result = runner.Run(@case, @case.Peers.Where(peer => peers.Contains(peer.Name)), threads);
            table.Write(result);
            results.Add(result);
        }
        table.WriteFooter(results);
        return results;
    }
}
