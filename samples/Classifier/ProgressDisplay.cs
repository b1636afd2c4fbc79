using System.Diagnostics;
using Spectre.Console;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying;

/// <summary>Shows how training goes: a live bar for each epoch on a terminal, a line for each epoch elsewhere.</summary>
public static class ProgressDisplay
{
    /// <summary>Redrawing after every step would cost more than the steps of a small network.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);

    /// <summary>The characters that a bar of 24 with all figures takes beside "epoch 1/10", and one of 14 with the most important ones.</summary>
    private const int WideWidth = 113, NarrowWidth = 67;

    /// <summary>Runs a training, to which it hands what to call after steps and after epochs.</summary>
    public delegate void TrainingRun(TrainingProgressHandler? onProgress, Action<EpochSummary> onEpoch);

    public static void Show(TextWriter output, int epochs, TrainingRun train)
    {
        // Columns that do not fit would take the bar away and wrap the rest.
        var width = AnsiConsole.Profile.Width - $"epoch {epochs}/{epochs}".Length;
        if (epochs <= 0 || output != Console.Out || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi || width < NarrowWidth)
            train(null, epoch => output.WriteLine($"epoch {epoch.Epoch}/{epoch.Epochs}: {Figures(epoch)}"));
        else if (width < WideWidth)
            ShowLive(
                train, barWidth: 14, epoch => $"loss {epoch.Loss:0.0000}, test accuracy {epoch.Test!.Accuracy:0.0000}, {epoch.ExamplesPerSecond:0} images/s");
        else
            ShowLive(train, barWidth: 24, Figures);
    }

    private static void ShowLive(TrainingRun train, int barWidth, Func<EpochSummary, string> summary)
    {
        var figures = new FiguresColumn();
        AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = barWidth }, figures).Start(context =>
        {
            ProgressTask? task = null;
            var last = 0L;
            train(
                (in progress) =>
                {
                    task ??= context.AddTask($"epoch {progress.Epoch}/{progress.Epochs}", maxValue: progress.Examples);
                    if (Stopwatch.GetElapsedTime(last) < Interval)
                        return;
                    last = Stopwatch.GetTimestamp();
                    task.Value = progress.ExamplesDone;
                    figures.Set(task, $"loss {progress.Loss:0.0000}, accuracy {progress.Accuracy:0.0000}, {progress.ExamplesPerSecond:0} images/s");
                },
                epoch =>
                {
                    figures.Set(task!, summary(epoch));
                    task!.Value = task.MaxValue;
                    task = null;
                });
        });
    }

    private static string Figures(EpochSummary epoch) =>
        $"loss {epoch.Loss:0.0000}, accuracy {epoch.Accuracy:0.0000}, test loss {epoch.Test!.Loss:0.0000}, "
        + $"test accuracy {epoch.Test.Accuracy:0.0000}, {epoch.ExamplesPerSecond:0} images/s";
}
