namespace StaticNets;

/// <summary>How often each class was taken for which.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    internal ConfusionMatrix(int classes, ReadOnlySpan<int> truths, ReadOnlySpan<int> predictions)
    {
        Classes = classes;
        _counts = new long[checked(classes * classes)];
        for (var i = 0; i < truths.Length; i++)
        {
            if (truths[i] >= 0)
                _counts[truths[i] * classes + predictions[i]]++;
        }
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>How many of class <paramref name="truth"/> were taken for <paramref name="prediction"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int truth, int prediction]
    {
        get
        {
            Check(truth, nameof(truth));
            Check(prediction, nameof(prediction));
            return _counts[truth * Classes + prediction];
        }
    }

    /// <summary>The share of a class that was recognised; NaN if there is none of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int truth)
    {
        Check(truth, nameof(truth));
        var all = 0L;
        for (var prediction = 0; prediction < Classes; prediction++)
            all += this[truth, prediction];
        return all == 0 ? double.NaN : (double)this[truth, truth] / all;
    }

    /// <summary>The share of what was taken for a class that was of it; NaN if nothing was.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int prediction)
    {
        Check(prediction, nameof(prediction));
        var all = 0L;
        for (var truth = 0; truth < Classes; truth++)
            all += this[truth, prediction];
        return all == 0 ? double.NaN : (double)this[prediction, prediction] / all;
    }

    private void Check(int index, string argument)
    {
        if ((uint)index >= (uint)Classes)
            throw new ArgumentOutOfRangeException(argument, index, $"{argument} is {index}, but the classes are 0 to {Classes - 1}.");
    }
}
