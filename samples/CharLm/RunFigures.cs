namespace StaticNets.Samples.CharLmProgram;

/// <summary>What a training comes to: the last epoch's perplexity, and the speed over all epochs.</summary>
internal sealed class RunFigures(int steps)
{
    private double _perplexity = double.NaN;
    private double _tokens;
    private double _seconds;

    public void Add(EpochSummary epoch)
    {
        _perplexity = epoch.Perplexity;
        _tokens += epoch.ExamplesPerSecond * epoch.Duration.TotalSeconds * steps;
        _seconds += epoch.Duration.TotalSeconds;
    }

    public override string ToString() => $"perplexity {_perplexity:0.0000}, {(_seconds > 0 ? _tokens / _seconds : 0):0} tokens/s";
}
