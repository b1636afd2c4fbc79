using System.Globalization;
using System.Text;
using StaticNets.Samples.Training;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying.Sweeps;

/// <summary>The trainings in a folder, as a table with the best first.</summary>
public static class SweepReport
{
    private const string TableName = "report.md";

    /// <summary>Writes the table, to the output and as report.md into the folder, and beside it draws the accuracies by epoch.</summary>
    /// <exception cref="IOException">There is no such folder, or no training in it.</exception>
    public static void Write(string folder, string script, TextWriter output)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"--report needs the folder of a sweep, but there is no {folder}.");
        List<(string Name, TrainingLog Log)> trainings = [];
        foreach (var training in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (File.Exists(SweepJob.LogOf(training)) && TrainingLog.Load(SweepJob.LogOf(training)) is { Epochs.Count: > 0 } log)
                trainings.Add((Path.GetFileName(training), log));
        }

        if (trainings.Count == 0)
            throw new FileNotFoundException($"--report needs the folder of a sweep, but {folder} has no training with a complete epoch.");
        var table = Table([.. trainings.OrderByDescending(training => training.Log.Epochs[^1].TestAccuracy ?? 0)]);
        AtomicFile.Write(Path.Combine(folder, TableName), file => file.Write(Encoding.UTF8.GetBytes(table)));
        output.Write(table);
        output.WriteLine($"table: {Path.Combine(folder, TableName)}");
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PlotsProgram.Variable)))
            output.WriteLine($"no plot: it is drawn by bash {script} --report");
        else
            PlotsProgram.Find(script, folder).Draw(folder, folder, output);
    }

    private static string Table(IReadOnlyList<(string Name, TrainingLog Log)> trainings)
    {
        // What is the same in all trainings is no news.
        string[] varying =
        [
            .. SweepFile.Names.Where(name => trainings.Select(training => training.Log.Settings.GetValueOrDefault(name)).Distinct().Count() > 1),
        ];
        List<string[]> rows = [["training", .. varying, "epochs done", "test accuracy", "test loss", "training loss", "seconds"]];
        foreach (var (name, log) in trainings)
        {
            var last = log.Epochs[^1];
            rows.Add(
            [
                name,
                .. varying.Select(setting => log.Settings.GetValueOrDefault(setting, "")),
                Text(last.Epoch, "0"),
                Text(last.TestAccuracy, "0.0000"),
                Text(last.TestLoss, "0.0000"),
                Text(last.TrainLoss, "0.0000"),
                Text(log.Epochs.Sum(epoch => epoch.Seconds), "0.0"),
            ]);
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        rows.Insert(1, [.. widths.Select(width => new string('-', width - 1) + ":")]);
        return string.Concat(rows.Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadLeft(widths[column])))} |\n"));
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
