using StaticNets.Benchmarks.Contenders;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>The machine's FMA peak as one more contender, so that it is measured in turn with the others, at the same clock and with the same neighbours.</summary>
internal sealed class PeakContender : IContender
{
    private const int PiecesPerRun = 64;

    private readonly int _width;
    private readonly Barrier _start, _end;
    private readonly Thread[] _helpers;
    private volatile bool _stopping;
    private float _sink;

    /// <param name="width">Bits of the vectors to work with.</param>
    /// <param name="threads">How many threads work at once, the calling one included.</param>
    public PeakContender(int width, int threads)
    {
        _width = width;
        _start = new Barrier(threads);
        _end = new Barrier(threads);
        _helpers = new Thread[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true };
            _helpers[i].Start();
        }
        OperationsPerRun = (double)threads * PiecesPerRun * FmaPeak.Run(width, out _sink);
    }

    public string Name => "FMA peak";

    /// <summary>Floating-point operations that all threads together do in one run.</summary>
    public double OperationsPerRun { get; }

    public double Run()
    {
        _start.SignalAndWait();
        Work();
        _end.SignalAndWait();
        return _sink;
    }

    private void Work()
    {
        float total = 0;
        for (int i = 0; i < PiecesPerRun; i++)
        {
            FmaPeak.Run(_width, out float sum);
            total += sum;
        }
        _sink = total;
    }

    private void Help()
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_stopping)
                return;
            Work();
            _end.SignalAndWait();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _start.SignalAndWait();
        foreach (var helper in _helpers)
            helper.Join();
        _start.Dispose();
        _end.Dispose();
    }
}
