using StaticNets.Benchmarks.Cases;
using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Brings the contenders of a case together, sees that they compute the same, and measures them.</summary>
/// <param name="interleaving">How to measure.</param>
/// <param name="vectorWidth">Bits of the vectors that StaticNets' code runs with here: the peak is that of this width.</param>
internal sealed class CaseRunner(Interleaving interleaving, int vectorWidth)
{
    private const double Tolerance = 1e-4;
    private const int ComparedRuns = 5;

    /// <summary>Measures a case with as many threads on every side.</summary>
    /// <exception cref="InvalidOperationException">Two contenders give different results.</exception>
    public CaseResult Run(Case @case, IEnumerable<Entrant> peers, int threads)
    {
        var contenders = new List<IContender>();
        try
        {
            contenders.Add(new PeakContender(vectorWidth));
            foreach (var entrant in peers.Prepend(@case.Ours))
                contenders.Add(entrant.Create(threads));
            Compare(@case, contenders[1..]);
            return Summarise(@case, threads, contenders, interleaving.Measure(contenders));
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }
    }

    /// <summary>Runs every contender a few times: a training step that had a wrong gradient would have another loss from the second on.</summary>
    private static void Compare(Case @case, List<IContender> contenders)
    {
        for (int run = 1; run <= ComparedRuns; run++)
        {
            double expected = contenders[0].Run();
            foreach (var contender in contenders[1..])
            {
                double actual = contender.Run();
                if (!(Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
                {
                    throw new InvalidOperationException(
                        $"{@case.Name}, batch {@case.Batch}, run {run}: {contenders[0].Name} gives {expected}, {contender.Name} gives {actual}");
                }
            }
        }
    }

    private static CaseResult Summarise(Case @case, int threads, List<IContender> contenders, double[][] seconds)
    {
        double[] peak = seconds[0], ours = seconds[1];
        double toMicroseconds = 1e6 / @case.Items;
        double operationsPerPeakRun = threads * ((PeakContender)contenders[0]).OperationsPerRun;
        double workPerPeakRun = 2.0 * @case.MultiplyAdds * @case.Items / operationsPerPeakRun;
        var peers = Enumerable.Range(2, contenders.Count - 2).ToArray();
        return new CaseResult(
            @case.Name, threads, @case.Batch,
            Statistics.Median(ours) * toMicroseconds,
            peers.ToDictionary(i => contenders[i].Name, i => Statistics.Median(seconds[i]) * toMicroseconds),
            workPerPeakRun * Statistics.MedianRatio(peak, ours))
        {
            Ratios = peers.ToDictionary(i => contenders[i].Name, i => Statistics.MedianRatio(seconds[i], ours)),
            BestMicroseconds = ours.Min() * toMicroseconds,
            PeakGigaflops = operationsPerPeakRun / Statistics.Median(peak) / 1e9,
        };
    }
}
