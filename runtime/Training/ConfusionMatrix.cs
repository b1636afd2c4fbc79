using System.Globalization;
using System.Text;

namespace StaticNets;

/// <summary>How often each class was taken for which.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    internal ConfusionMatrix(int classes, ReadOnlySpan<int> truths, ReadOnlySpan<int> predictions)
    {
        Classes = classes;
        if ((long)classes * classes > Array.MaxLength)
            throw new InvalidOperationException($"There is no confusion matrix: one of {classes} classes has more counts than an array holds.");
        _counts = new long[classes * classes];
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

    /// <summary>The harmonic mean of a class's precision and recall: <c>2 right / (labels + predictions)</c>; NaN if there is neither.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double F1(int index)
    {
        Check(index, nameof(index));
        var (labels, predictions) = (0L, 0L);
        for (var other = 0; other < Classes; other++)
        {
            labels += this[index, other];
            predictions += this[other, index];
        }

        return labels + predictions == 0 ? double.NaN : 2.0 * this[index, index] / (labels + predictions);
    }

    /// <summary>The mean of the <see cref="F1"/> of each class that is a label or a prediction; NaN if there are none.</summary>
    public double MacroF1
    {
        get
        {
            var (sum, classes) = (0.0, 0);
            for (var index = 0; index < Classes; index++)
            {
                if (F1(index) is not (>= 0 and var f1))
                    continue;
                sum += f1;
                classes++;
            }

            return classes == 0 ? double.NaN : sum / classes;
        }
    }

    /// <summary>The table, a row for each true class and a column for each predicted one; of more than 30 classes only how many predictions are
    /// right.</summary>
    public override string ToString()
    {
        const int mostShown = 30;
        var (all, right) = (0L, 0L);
        for (var i = 0; i < _counts.Length; i++)
        {
            all += _counts[i];
            right += i / Classes == i % Classes ? _counts[i] : 0;
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Classes} classes, {right:N0} of {FigureText.Count(all, "prediction", "predictions")} right");
        if (Classes > mostShown)
            return text.ToString();
        var width = Math.Max(_counts.Max().ToString(CultureInfo.InvariantCulture).Length, (Classes - 1).ToString(CultureInfo.InvariantCulture).Length);
        var label = "truth".Length;
        text.Append('\n').Append("truth");
        for (var prediction = 0; prediction < Classes; prediction++)
            text.Append("  ").Append(prediction.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        for (var truth = 0; truth < Classes; truth++)
        {
            text.Append('\n').Append(truth.ToString(CultureInfo.InvariantCulture).PadLeft(label));
            for (var prediction = 0; prediction < Classes; prediction++)
                text.Append("  ").Append(this[truth, prediction].ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }

        return text.ToString();
    }

    private void Check(int index, string argument)
    {
        if ((uint)index >= (uint)Classes)
            throw new ArgumentOutOfRangeException(argument, index, $"{argument} is {index}, but the classes are 0 to {Classes - 1}.");
    }
}
