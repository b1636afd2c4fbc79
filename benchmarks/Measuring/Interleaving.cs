using System.Diagnostics;
using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>Measures contenders in turn, round after round, so that a change of the machine's clock or load meets all of them alike.</summary>
/// <param name="budget">How long all rounds of one case may take together.</param>
internal sealed class Interleaving(TimeSpan budget)
{
    /// <summary>Shorter turns measure the caches that the contender before left behind.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(15);

    /// <summary>Long enough for the JIT to replace the first code of everything on the way by its final code.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    private const int LeastRounds = 7, MostRounds = 101;

    /// <summary>Seconds per run, for each contender and round.</summary>
    public double[][] Measure(IReadOnlyList<IContender> contenders)
    {
        var runs = new int[contenders.Count];
        for (int i = 0; i < runs.Length; i++)
        {
            Quiet.Wait();
            runs[i] = Math.Max(1, (int)(Turn.TotalSeconds / WarmUpRun(contenders[i])));
        }

        var seconds = contenders.Select(_ => new List<double>(MostRounds)).ToArray();
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < MostRounds && (round < LeastRounds || clock.Elapsed < budget); round++)
        {
            for (int i = 0; i < runs.Length; i++)
            {
                int turn = (round + i) % runs.Length; // nobody always follows the same neighbour
                seconds[turn].Add(Time(contenders[turn], runs[turn]));
            }
        }
        return [.. seconds.Select(list => list.ToArray())];
    }

    private static double WarmUpRun(IContender contender)
    {
        double best = double.MaxValue;
        var clock = Stopwatch.StartNew();
        for (int run = 0; run < 3 || clock.Elapsed < WarmUp; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Check(contender, contender.Run());
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static double Time(IContender contender, int runs)
    {
        Quiet.Wait();
        double total = contender.Run(); // untimed: refills the caches and wakes the contender's threads
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
            total += contender.Run();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds / runs;
        Check(contender, total);
        return elapsed;
    }

    private static void Check(IContender contender, double result)
    {
        if (!double.IsFinite(result))
            throw new InvalidOperationException($"{contender.Name} gave {result}: a time of arithmetic on non-finite numbers says nothing");
    }
}
