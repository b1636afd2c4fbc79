using System.Diagnostics;
using Spectre.Console;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>
/// Shows how training goes: one live bar for all epochs on a terminal, a line for each epoch elsewhere. Excerpts of what the network writes stand on lines of their own.
/// </summary>
internal static class ProgressDisplay
{
    /// <summary>Redrawing after every step would cost more than the steps of a small network.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);

    /// <summary>Runs a training, to which it hands what to call after steps and after epochs, there with an excerpt or null.</summary>
    public delegate void TrainingRun(TrainingProgressHandler? onProgress, Action<EpochSummary, string?> onEpoch);

    public static void Show(TextWriter output, int epochs, int done, int steps, TrainingRun train)
    {
        if (epochs > done && output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi)
        {
            ShowLive(epochs, steps, train);
            return;
        }

        train(null, (epoch, excerpt) =>
        {
            output.WriteLine($"epoch {epoch.Epoch}/{epochs}: {Figures(epoch.Perplexity, epoch.ExamplesPerSecond * steps)}");
            if (excerpt is not null)
                output.WriteLine($"  {excerpt}");
        });
    }

    private static void ShowLive(int epochs, int steps, TrainingRun train)
    {
        var figures = new FiguresColumn();
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, figures).Start(context =>
        {
            var task = context.AddTask("", maxValue: epochs);
            var last = 0L;
            train(
                (in progress) =>
                {
                    if (Stopwatch.GetElapsedTime(last) < Interval)
                        return;
                    last = Stopwatch.GetTimestamp();
                    task.Description = $"epoch {progress.Epoch}/{epochs}";
                    task.Value = progress.Epoch - 1 + (double)progress.ExamplesDone / progress.Examples;
                    figures.Set(task, Figures(progress.Perplexity, progress.ExamplesPerSecond * steps));
                },
                (epoch, excerpt) =>
                {
                    task.Description = $"epoch {epoch.Epoch}/{epochs}";
                    task.Value = epoch.Epoch;
                    figures.Set(task, Figures(epoch.Perplexity, epoch.ExamplesPerSecond * steps));
                    if (excerpt is not null)
                        AnsiConsole.WriteLine($"epoch {epoch.Epoch}, perplexity {epoch.Perplexity:0.0000}: {excerpt}");
                });
        });
    }

    private static string Figures(double perplexity, double tokensPerSecond) => $"perplexity {perplexity:0.0000}, {tokensPerSecond:0} tokens/s";
}
