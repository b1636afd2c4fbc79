using ScottPlot;
using ScottPlot.MultiplotLayouts;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>Loss and accuracy by epoch, in training and on the test examples.</summary>
internal static class CurvesPicture
{
    public static string Draw(TrainingLog log, string path)
    {
        var epochs = log.Epochs;
        double[] numbers = [.. epochs.Select(epoch => (double)epoch.Epoch)];

        var loss = EpochAxes.Create("Loss", numbers);
        EpochAxes.Line(loss, numbers, [.. epochs.Select(epoch => epoch.TrainLoss)], Theme.Train, "training");
        EpochAxes.Line(loss, numbers, [.. epochs.Select(epoch => epoch.TestLoss!.Value)], Theme.Test, "test");
        loss.Axes.AutoScale();
        loss.Axes.SetLimitsY(0, loss.Axes.GetLimits().Top);
        loss.ShowLegend(Alignment.UpperRight);

        var accuracy = EpochAxes.Create($"Accuracy: {epochs[^1].TestAccuracy:0.0000} in the test", numbers);
        if (epochs.All(epoch => epoch.TrainAccuracy is not null))
            EpochAxes.Line(accuracy, numbers, [.. epochs.Select(epoch => epoch.TrainAccuracy!.Value)], Theme.Train, "training");
        EpochAxes.Line(accuracy, numbers, [.. epochs.Select(epoch => epoch.TestAccuracy!.Value)], Theme.Test, "test");
        accuracy.Axes.AutoScale();
        accuracy.Axes.SetLimitsY(0, 1);
        accuracy.ShowLegend(Alignment.LowerRight);

        var both = new Multiplot { Layout = new Columns() };
        both.RemovePlot(both.GetPlot(0));
        both.AddPlot(loss);
        both.AddPlot(accuracy);
        return PngFile.Write(both.Render(1300, 520), path);
    }
}
