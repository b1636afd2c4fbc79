using StaticNets.Benchmarks.Measuring;

namespace StaticNets.Benchmarks.Drawn;

/// <summary>
/// The least time that a batch can take: that of its arithmetic at the peak, or that of its weights through memory, whichever is longer (Williams, Waterman and
/// Patterson, "Roofline", 2009). Values of layers are taken to stay in caches, and weights to be read once.
/// </summary>
/// <param name="Bandwidth">Bytes a second that one thread reads.</param>
internal sealed record Roofline(double Bandwidth)
{
    /// <summary>Weights a training step moves: read forward and backward, gradients written and read, weights read and written by the update.</summary>
    private const int TrainingPasses = 6;

    /// <summary>The share of the roofline that a result reaches.</summary>
    public double Share(CaseResult result, int items, bool trains, long parameters)
    {
        double seconds = result.MicrosecondsPerItem * items * 1e-6;
        double arithmetic = result.FractionOfPeak * seconds;
        double memory = (double)parameters * sizeof(float) * (trains ? TrainingPasses : 1) / Bandwidth;
        return Math.Max(arithmetic, memory) / seconds;
    }
}
