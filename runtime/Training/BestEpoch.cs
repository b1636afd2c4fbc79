namespace StaticNets;

/// <summary>The epoch that did best on the test dataset, and its parameters where they are kept.</summary>
internal sealed class BestEpoch
{
    private readonly Monitored _monitor;
    private readonly double _minimumImprovement;
    private readonly int? _patience;

    public BestEpoch(TrainerOptions options, ParameterLayout layout)
    {
        (_monitor, _minimumImprovement, _patience) = (options.Monitor, options.MinimumImprovement, options.Patience);
        Parameters = options.KeepBest ? new ParameterSet(layout) : null;
    }

    /// <summary>Which, from 1; 0 before any.</summary>
    public int Epoch { get; private set; }

    /// <summary>What it came to.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The parameters after it; null if they are not kept.</summary>
    public ParameterSet? Parameters { get; }

    /// <summary>Takes in an epoch.</summary>
    public void Consider(int epoch, Evaluation test, ParameterSet parameters)
    {
        var value = _monitor == Monitored.Loss ? test.Loss : test.Accuracy;
        var isBetter = _monitor == Monitored.Loss ? value < Value - _minimumImprovement : value > Value + _minimumImprovement;
        // Whatever is a number is better than nothing.
        if (!isBetter && (double.IsNaN(value) || !double.IsNaN(Value)))
            return;
        (Epoch, Value) = (epoch, value);
        Parameters?.CopyFrom(parameters);
    }

    /// <summary>Whether so many epochs have passed without a better one that training ends; never before there is one, as after a checkpoint without.</summary>
    public bool IsExhausted(int epoch) => Epoch > 0 && _patience is { } patience && epoch - Epoch >= patience;

    /// <summary>Goes on from what a checkpoint says; from the beginning if it says nothing.</summary>
    public void Restore(int epoch, double value) => (Epoch, Value) = (epoch, value);

    /// <summary>Sets parameters to the best ones, if there are any.</summary>
    public void GiveBack(ParameterSet parameters)
    {
        if (Epoch > 0 && Parameters is not null)
            parameters.CopyFrom(Parameters);
    }
}
