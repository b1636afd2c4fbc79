namespace StaticNets.Samples.TranslateProgram;

/// <summary>The speed over all epochs of a training, in predicted tokens.</summary>
internal sealed class RunFigures(double tokensPerExample)
{
    private double _examples;
    private double _seconds;

    public void Add(EpochSummary epoch)
    {
        _examples += epoch.ExamplesPerSecond * epoch.Duration.TotalSeconds;
        _seconds += epoch.Duration.TotalSeconds;
    }

    /// <summary>Empty if nothing was trained.</summary>
    public override string ToString() => _seconds > 0 ? $", {_examples * tokensPerExample / _seconds:0} tokens/s" : "";
}
