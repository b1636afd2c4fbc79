using System.Diagnostics;
using Spectre.Console;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>
/// Shows how a training of many epochs goes: one live bar for all of them on a terminal, a line for each epoch elsewhere. Excerpts of what the network has
/// learned stand on lines of their own.
/// </summary>
/// <param name="output">Where lines go.</param>
/// <param name="epochs">The number of epochs in all.</param>
/// <param name="progressFigures">The figures of an epoch under way.</param>
/// <param name="epochFigures">The figures of a finished epoch.</param>
public sealed class EpochsDisplay(TextWriter output, int epochs, Func<TrainingProgress, string> progressFigures, Func<EpochSummary, string> epochFigures)
{
    /// <summary>Redrawing after every step would cost more than the steps of a small network.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);

    /// <summary>Runs a training, to which it hands what to call after steps and after epochs, there with an excerpt or null.</summary>
    public delegate void TrainingRun(TrainingProgressHandler? onProgress, Action<EpochSummary, string?> onEpoch);

    /// <summary>Runs a training of which <paramref name="done"/> epochs were done before.</summary>
    public void Show(int done, TrainingRun train)
    {
        if (epochs > done && output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi)
        {
            ShowLive(AnsiConsole.Console, done, train);
            return;
        }

        train(null, (epoch, excerpt) =>
        {
            output.WriteLine(Line(epoch));
            if (excerpt is not null)
                output.WriteLine($"  {excerpt}");
        });
    }

    internal void ShowLive(IAnsiConsole console, int done, TrainingRun train)
    {
        var figures = new FiguresColumn();
        console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, figures).Start(context =>
        {
            var task = context.AddTask($"epoch {done + 1}/{epochs}", maxValue: epochs);
            var last = 0L;
            train(
                (in progress) =>
                {
                    if (Stopwatch.GetElapsedTime(last) < Interval)
                        return;
                    last = Stopwatch.GetTimestamp();
                    task.Description = $"epoch {progress.Epoch}/{epochs}";
                    task.Value = progress.Epoch - 1 + (double)progress.ExamplesDone / progress.Examples;
                    figures.Set(task, progressFigures(progress));
                },
                (epoch, excerpt) =>
                {
                    task.Description = $"epoch {epoch.Epoch}/{epochs}";
                    task.Value = epoch.Epoch;
                    figures.Set(task, epochFigures(epoch));
                    if (excerpt is not null)
                        console.WriteLine($"{Line(epoch)}\n  {excerpt}");
                });
        });
    }

    private string Line(EpochSummary epoch) => $"epoch {epoch.Epoch}/{epochs}: {epochFigures(epoch)}";
}
