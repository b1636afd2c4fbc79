using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>The machine's FMA peak as one more contender, so that it is measured in turn with the others, at the same clock and with the same neighbours.</summary>
internal sealed class PeakContender : IContender
{
    private const int PiecesPerRun = 64;

    private readonly Crew _crew;
    private float _sink;

    /// <param name="width">Bits of the vectors to work with.</param>
    /// <param name="threads">How many threads work at once, the calling one included.</param>
    public PeakContender(int width, int threads)
    {
        OperationsPerRun = (double)threads * PiecesPerRun * FmaPeak.Run(width, out _sink);
        _crew = new Crew(threads, _ =>
        {
            float total = 0;
            for (int i = 0; i < PiecesPerRun; i++)
            {
                FmaPeak.Run(width, out float sum);
                total += sum;
            }
            _sink = total;
        });
    }

    public string Name => "FMA peak";

    /// <summary>Floating-point operations that all threads together do in one run.</summary>
    public double OperationsPerRun { get; }

    public double Run()
    {
        _crew.Run();
        return _sink;
    }

    public void Dispose() => _crew.Dispose();
}
