using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>
/// The FMA peak of one thread as one more contender, so that it is measured in turn with the others, at the same clock and with the same neighbours.
/// </summary>
internal sealed class PeakContender : IContender
{
    private const int PiecesPerRun = 64;

    private readonly int _width;

    /// <param name="width">Bits of the vectors to work with.</param>
    public PeakContender(int width)
    {
        _width = width;
        OperationsPerRun = PiecesPerRun * (double)FmaPeak.Run(width, out _);
    }

    public string Name => "FMA peak";

    /// <summary>Floating-point operations in one run.</summary>
    public double OperationsPerRun { get; }

    public double Run()
    {
        double total = 0;
        for (int i = 0; i < PiecesPerRun; i++)
        {
            FmaPeak.Run(_width, out float sum);
            total += sum;
        }
        return total;
    }

    public void Dispose()
    {
    }
}
