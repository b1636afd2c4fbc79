namespace StaticNets.Samples.TrainingProgram;

/// <summary>The speed over all epochs of a training.</summary>
public sealed class RunSpeed
{
    private double _examples;
    private double _seconds;

    /// <summary>Whether no epoch was trained.</summary>
    public bool IsEmpty => _seconds == 0;

    /// <summary>0 if no epoch was trained.</summary>
    public double ExamplesPerSecond => IsEmpty ? 0 : _examples / _seconds;

    public void Add(EpochSummary epoch)
    {
        _examples += epoch.ExamplesPerSecond * epoch.Duration.TotalSeconds;
        _seconds += epoch.Duration.TotalSeconds;
    }
}
